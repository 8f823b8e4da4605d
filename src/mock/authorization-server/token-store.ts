/** Keeps the tokens of one authorization server, and the `jti`s that it has seen, in memory alone. */

import type { Adapter, AdapterPayload } from 'oidc-provider';

/** One kind of record. The provider itself checks `exp`, so nothing is dropped early. */
export class TokenStore implements Adapter {
  readonly #records = new Map<string, AdapterPayload>();

  async upsert(id: string, payload: AdapterPayload): Promise<void> {
    this.#records.set(id, payload);
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    return this.#records.get(id);
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return [...this.#records.values()].find((record) => record.uid === uid);
  }

  /** A code or refresh token that was used stays known, so that a second use can be told (RFC 9700 §4.14.2). */
  async consume(id: string): Promise<void> {
    const record = this.#records.get(id);
    if (record !== undefined) record['consumed'] = Math.floor(Date.now() / 1000);
  }

  async destroy(id: string): Promise<void> {
    this.#records.delete(id);
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [id, record] of this.#records) if (record.grantId === grantId) this.#records.delete(id);
  }

  clear(): void {
    this.#records.clear();
  }

  /** Belongs to a grant that the mock does not offer. */
  async findByUserCode(): Promise<undefined> {}
}
