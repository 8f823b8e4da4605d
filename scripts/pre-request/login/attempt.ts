/** What a login is made of: what the declared authorization comes to in a script, and one attempt to get a token. */

/** The script's settings. Names are those of variables, texts may hold placeholders. */
export interface Plan {
  readonly variables: {
    readonly accessToken: string;
    readonly expires: string;
    readonly scope: string;
    readonly accessTokenFor: string;
    readonly assertion?: string;
  };
  /** Seconds that a token is taken to live when the server does not say. */
  readonly lifetime: number;
  readonly provider?: {
    readonly name: string;
    readonly whereToFind: Readonly<Record<string, string>>;
    readonly likelyCauses: Readonly<Record<string, readonly string[]>>;
  };
  /** Understands the host that people gave, where it is a variable. */
  readonly settleHost?: (problems: string[]) => void;
  /** In order of preference: the first that is open is taken. */
  readonly ways: readonly Way[];
  /** Where people may bring a token themselves: what happens when there is neither one nor an open way. */
  readonly standAside?: () => void;
}

/** One way to get a token. */
export interface Way {
  /** Name of the variable without which this way is closed. */
  readonly opener?: string;
  /** Empty where no server is asked. */
  readonly endpoint: string;
  /** Name of the variable with the client id, or how else it is found. */
  readonly clientId: string | ((attempt: Omit<Attempt, 'clientId'>) => string);
  readonly scope: string;
  readonly obtain: Obtain;
}

export interface Token {
  readonly accessToken: string;
  /** Seconds. */
  readonly lifetime: number;
  readonly scope: string;
}

/** Reads at once what it needs, adds what is wrong to `problems` and what no message may show to `secrets`. */
export type Obtain = (attempt: Attempt) => Promise<() => Promise<Token>>;

/** One attempt to get a token. */
export interface Attempt {
  readonly plan: Plan;
  readonly way: Way;
  readonly endpoint: string;
  readonly clientId: string;
  readonly scope: string;
  /** What is wrong with the inputs, a sentence each. */
  readonly problems: string[];
  readonly secrets: string[];
}
