/** Where the test's authorization server keeps things: in memory, without the notice that the provider's own prints. */

import type { Adapter, AdapterPayload } from 'oidc-provider';

/** One per kind of thing. */
export class MemoryAdapter implements Adapter {
  readonly #things = new Map<string, AdapterPayload>();

  async upsert(id: string, payload: AdapterPayload): Promise<void> {
    this.#things.set(id, payload);
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    return this.#things.get(id);
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return [...this.#things.values()].find((payload) => payload.uid === uid);
  }

  async findByUserCode(): Promise<undefined> {}

  async consume(id: string): Promise<void> {
    const payload = this.#things.get(id);
    if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000);
  }

  async destroy(id: string): Promise<void> {
    this.#things.delete(id);
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [id, payload] of this.#things) if (payload.grantId === grantId) this.#things.delete(id);
  }
}
