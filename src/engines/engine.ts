/** What every engine offers: take the two generated files, run them, say what happened. */

import type { PostmanEnvironment } from '../format/environment.ts';
import type { ExchangeReport, RequestReport, RunReport } from '../report/run-report.ts';
import type { ScriptPlace } from './script-places.ts';

/** What `--engine` calls it. */
export type EngineName = 'newman' | 'runtime' | 'postman-cli';

/** What is run, and how. */
export interface EngineInput {
  /** The generated collection (format v2.1.0), as JSON text. */
  readonly collection: string;
  /** The environment with its values filled in. Handed over in memory or in an owner-only file that is removed. */
  readonly environment: PostmanEnvironment;
  /** Ids of the requests that are run; all unless given. */
  readonly only?: ReadonlySet<string>;
  /** Files of bodies are read from this folder, and from nowhere outside of it; the process's own folder unless given. */
  readonly workingFolder?: string;
  /** Path of a PEM file with additional certificate authorities. */
  readonly caFile?: string;
  /** True: whoever answers at a TLS address is believed. Verification is on unless given. */
  readonly insecure?: boolean;
  /** Paths of a certificate and its key (PEM) with which the run proves who it is to every server that asks (mutual TLS). */
  readonly clientCertificate?: ClientCertificate;
  /** One execution of every request for each row, with the row's values as iteration data. */
  readonly data?: readonly Readonly<Record<string, unknown>>[];
  /** How often all requests are run; once, or once for each row of the data, unless given. */
  readonly iterations?: number;
  /** Milliseconds between two requests. */
  readonly delay?: number;
  /** True: the first request that fails is the last one. */
  readonly bail?: boolean;
  /** Milliseconds that a single request may take. */
  readonly requestTimeout: number;
  /** Milliseconds that a single script may take, the requests that it sends included. */
  readonly scriptTimeout: number;
  /** Called as each request ends, in order. An engine that can't tell before the end calls it at the end. */
  readonly onRequest?: (request: RequestReport) => void;
  /** Called with each credential that a request carried in its `Authorization` header, so that it can be kept out of reports. */
  readonly onCredential?: (credential: string) => void;
  /** Called with each exchange before anything else is told of it, also with what scripts send. */
  readonly onExchange?: (exchange: ExchangeReport, isByScript: boolean) => void;
  /** Called with what a script says with `console.log` or a sibling of it. The Postman CLI does not hand it over. */
  readonly onConsole?: (entry: ConsoleEntry) => void;
  /** Says where in the sources a place of a generated script comes from: `scripts/pre-request/x.ts:5:7 | the code`. */
  readonly tellPlace?: (place: ScriptPlace) => string | undefined;
  /**
   * Called when a script that changed variables of the environment has ended, with the new values: '' for one that was
   * removed. Only by an engine that `tellsVariables`. When the run is ended early, it is still called for the script
   * that runs then.
   */
  readonly onVariables?: (changes: Readonly<Record<string, string>>) => void;
  /** Ends the run early; the report then holds what ran, and says that it was interrupted. */
  readonly signal?: AbortSignal;
}

/** Files of a client's certificate. */
export interface ClientCertificate {
  readonly certFile: string;
  readonly keyFile: string;
}

/** What a script says. */
export interface ConsoleEntry {
  /** Names from the collection's top folder down to the request. */
  readonly path: readonly string[];
  /** `log`, `info`, `warn`, `error` or `debug`. */
  readonly level: string;
  readonly text: string;
}

/** A runner of collections. */
export interface Engine {
  readonly name: EngineName;
  /** True when it calls `onVariables`. */
  readonly tellsVariables: boolean;
  /** @throws PostsmithError ENGINE_UNAVAILABLE, with how to get it. */
  version(): Promise<string>;
  /** @throws PostsmithError ENGINE_UNAVAILABLE, USAGE (no such folder). A failed request is in the report, not thrown. */
  run(input: EngineInput): Promise<RunReport>;
}
