/** What a login is made of: what the declared authorization comes to in a script. Texts may hold placeholders. */

/** The settings of a login. */
export interface Plan {
  /** Names of the variables in which the token is kept: itself, its end, its scope, and what it belongs to. */
  readonly keep: readonly [accessToken: string, expires: string, scope: string, accessTokenFor: string];
  /** Chooses the way; undefined when every one is closed. */
  readonly way: () => Way | undefined;
  /** Where people may bring a token themselves. */
  readonly brought?: {
    /** True when the kept token is such a one, or nobody could renew it, and it may still live. */
    isLive(owner: string, expires: string, way: Way | undefined): boolean;
    /** What happens when there is neither a token nor an open way to one. */
    standAside(): void;
  };
}

/** One way to get a token. */
export interface Way {
  /** Name of the variable without which this way is closed. */
  readonly opener?: string;
  /** Empty where no server is asked. */
  readonly endpoint: string;
  readonly clientId: () => string;
  readonly scope: string;
  /** What else a token depends on, as one text: whom it acts for, which API it is for. */
  readonly about?: string;
  /** Reads at once what it needs, reports what is wrong, and returns how to get the token. */
  readonly obtain: () => Promise<() => Promise<Token>>;
}

export interface Token {
  readonly accessToken: string;
  /** Seconds. */
  readonly lifetime: number;
  readonly scope: string;
}
