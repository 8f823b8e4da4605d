/** Where one mock's authorization server keeps its tokens and the `jti`s that it has seen: in memory, and nowhere else. */

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

  async destroy(id: string): Promise<void> {
    this.#records.delete(id);
  }

  clear(): void {
    this.#records.clear();
  }

  // What follows belongs to grants that the mock does not offer.

  async findByUserCode(): Promise<undefined> {}

  async findByUid(): Promise<undefined> {}

  async consume(): Promise<void> {}

  async revokeByGrantId(): Promise<void> {}
}
