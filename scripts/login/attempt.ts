/** The attempt to get a token in one way: what is read for it, what is wrong with that, and what no message may show. */

import type { LoginConfiguration, WayConfiguration } from './configuration.ts';
import { LoginFailure } from './login-failure.ts';
import * as say from './messages/inputs.ts';
import { clean } from './redact.ts';
import { referenceIn, type Filled } from './placeholders.ts';

/** Where an attempt reads its variables: Postman's, or those of the command line. */
export interface Variables {
  /** Fills the placeholders of a text. */
  fill(text: string): Filled;
  /** A value that is taken literally; '' when there is none. */
  literal(name: string): string;
  /** Reads a secret that is not in its variable; absent where secrets are kept nowhere else. */
  readonly vault?: ((name: string) => Promise<string>) | undefined;
  /** False: nobody has selected an environment. */
  readonly hasEnvironment: boolean;
}

/** All problems of the inputs are collected, so that people hear of them at once. */
export class Attempt {
  declare readonly configuration: LoginConfiguration;
  declare readonly way: WayConfiguration;
  declare readonly variables: Variables;
  declare readonly endpoint: string;
  /** From its variable, or from a key file. */
  declare clientId: string;
  declare readonly scope: string;
  /** What no message may show. */
  declare readonly secrets: string[];
  /** A sentence each. */
  declare readonly problems: string[];

  constructor(configuration: LoginConfiguration, way: WayConfiguration, variables: Variables) {
    this.configuration = configuration;
    this.way = way;
    this.variables = variables;
    this.secrets = [];
    this.problems = [];
    this.endpoint = way.tokenEndpoint === undefined ? '' : this.fill(way.tokenEndpoint).trim();
    this.scope = this.fill(way.scope);
    this.clientId = this.#readClientId();
  }

  /** A client id that a key file names is read from there. */
  #readClientId(): string {
    const { clientId, jwt } = this.way;
    if (clientId === undefined) return '';
    return jwt?.keyFile?.clientId === undefined ? this.literal(clientId) : this.variables.literal(clientId);
  }

  report(sentence: string): void {
    if (!this.problems.includes(sentence)) this.problems.push(sentence);
  }

  /** Says that a variable has no value and where one is found; first of all, if no environment is chosen. */
  reportMissing(name: string, further = ''): void {
    if (!this.variables.hasEnvironment) this.report(say.noEnvironment);
    const where = this.configuration.whereToFind?.[name];
    this.report(say.missing(name, where) + further);
  }

  /** Fills the placeholders of a text, and reports those that have no value. */
  fill(text: string): string {
    const { text: filled, missing } = this.variables.fill(text);
    for (const name of missing) {
      if (name.startsWith('$')) this.report(say.unknownDynamic(name));
      else this.reportMissing(name);
    }
    return filled;
  }

  /** A value that is taken literally; reports that it is missing. */
  literal(name: string, further?: string): string {
    const value = this.variables.literal(name);
    const reference = referenceIn(value);
    if (value.trim() === '') this.reportMissing(name, further);
    else if (reference !== undefined) this.report(say.emptyReference(name, reference));
    return value;
  }

  /** A secret from its variable or, where that is empty, from a vault; reports a missing one unless it `isOptional`. */
  async secret(name: string, isOptional = false): Promise<string> {
    const { vault } = this.variables;
    const isEmpty = this.variables.literal(name).trim() === '';
    const kept = isEmpty && vault ? await vault(name) : '';
    if (isEmpty && kept === '' && isOptional) return '';
    const secret = kept === '' ? this.literal(name, vault ? say.orVault : '') : kept;
    // The client id in its place is a mistake that the message has to name.
    if (secret !== this.clientId && referenceIn(secret) === undefined) this.hide(secret);
    return secret;
  }

  /** From now on no message shows it. */
  hide(secret: string): void {
    if (secret !== '') this.secrets.push(secret);
  }

  /** A text from outside, fit for a message. Our own words need none of this. */
  show(text: string, limit?: number): string {
    return clean(text, this.secrets, limit);
  }

  /** @throws LoginFailure when something is wrong with the inputs */
  throwProblems(): void {
    if (this.problems.length > 0) throw new LoginFailure(say.badInputs, this.problems.join('\n'), 0);
  }
}
