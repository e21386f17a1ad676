import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before } from 'node:test';
import { forHub, type Trx } from '../../../db/shop.ts';
import type { ChannelName, Reply } from '../../../tools/conversations/message.ts';
import { say } from '../../../tools/conversations/say.ts';
import { inShop } from '../../../tools/perform.ts';
import { shopFacts } from '../../../tools/shops/facts.ts';
import { startWalk, type Walk } from '../../journeys/walk.ts';
import { aShop, PHONE_NUMBER_ID } from '../../testing/shop.ts';
import type { ChannelFixture, Heard, Provider, ProviderCall } from './provider.ts';

/** A hub with the channel connected and its provider, for the tests of one file. */
export class Bench {
  walk!: Walk;
  provider!: Provider;
  private people = 0;
  private close = async () => {};

  readonly fixture: ChannelFixture;

  constructor(fixture: ChannelFixture) {
    this.fixture = fixture;
    before(() => this.open());
    after(() => this.close());
  }

  private async open(): Promise<void> {
    const around = await this.fixture.before?.();
    const whatsapp = { channel: 'whatsapp' as const, phone_number_id: PHONE_NUMBER_ID, access_token: 'fake-token' };
    const connections = [whatsapp, ...this.fixture.connections];
    this.walk = await startWalk({
      shops: [aShop('maison', { connections })],
      more: { BURST_MS: '10', ...around?.more },
    });
    this.close = async () => {
      await this.walk.close();
      await around?.close();
    };
    this.provider = await this.fixture.open(this.walk);
  }

  /** A customer who has never written. */
  somebody(): string {
    this.people += 1;
    return this.provider.customer(this.people);
  }

  id(): string {
    return `contract-${randomUUID()}`;
  }

  /** Makes the provider's call; the status of the answer. */
  async post({ path, body, headers }: ProviderCall): Promise<number> {
    const bytes = new Uint8Array(Buffer.from(body));
    const response = await fetch(`${this.walk.url}${path}`, { method: 'POST', body: bytes, headers });
    await response.text();
    return response.status;
  }

  /** Somebody writes, and everything that follows is over; what they were sent since. */
  async says(from: string, text: string): Promise<Heard[]> {
    const since = (await this.provider.heard(from)).length;
    const status = await this.post(await this.provider.says({ from, text, id: this.id() }));
    assert.ok(status < 300, `answered ${status}`);
    await this.walk.quiet();
    return (await this.provider.heard(from)).slice(since);
  }

  /** The shop says something to a customer; what the provider was sent of it. */
  async replies(contact: string, reply: Reply): Promise<Heard[]> {
    const since = (await this.provider.heard(contact)).length;
    const { id, shop_id } = await this.thread(contact);
    const { hub } = this.walk.parts;
    const shop = await shopFacts(hub, shop_id);
    await inShop({ hub, shop, actor: { kind: 'system' }, language: 'fr', cause: this.id() }, (run) =>
      say(run, id, 'words', reply),
    );
    await this.walk.quiet();
    return (await this.provider.heard(contact)).slice(since);
  }

  look<T>(read: (trx: Trx) => Promise<T>): Promise<T> {
    return this.walk.look(this.fixture.shop ?? 'maison', read);
  }

  /** A customer's conversation. */
  thread(contact: string) {
    return this.look((trx) =>
      trx
        .selectFrom('conversation')
        .selectAll()
        .where('contact', '=', contact)
        .where('channel', '=', this.fixture.channel)
        .executeTakeFirstOrThrow(),
    );
  }

  /** Whether a person of the shop has the conversation. */
  async isSilent(conversationId: number): Promise<boolean> {
    const row = await this.look((trx) =>
      trx.selectFrom('conversation').select('bot_off_until').where('id', '=', conversationId).executeTakeFirstOrThrow(),
    );
    return row.bot_off_until !== null;
  }

  outgoing(conversationId: number) {
    return this.look((trx) =>
      trx.selectFrom('outgoing').selectAll().where('conversation_id', '=', conversationId).orderBy('id').execute(),
    );
  }

  /** Everything that came by the channel. */
  stored() {
    return this.look((trx) =>
      trx
        .selectFrom('message')
        .innerJoin('connection', 'connection.id', 'message.connection_id')
        .selectAll('message')
        .where('connection.channel', '=', this.fixture.channel)
        .orderBy('message.id')
        .execute(),
    );
  }

  /** Bodies that nobody could read or claim. */
  unread() {
    return forHub(this.walk.parts.hub.database, (trx) =>
      trx.selectFrom('unread_body').selectAll().orderBy('id').execute(),
    );
  }

  limits() {
    return this.walk.parts.channels[this.fixture.channel as ChannelName]!.limits;
  }

  /** Everything that came was looked at, no turn failed, and nothing blank was said. */
  async wellEnded(): Promise<void> {
    const left = (await this.stored()).filter(({ state }) => state !== 'done');
    assert.deepEqual(
      left.map(({ arrival }) => arrival),
      [],
    );
    await this.look(async (trx) => {
      assert.deepEqual(await trx.selectFrom('turn').select('error').where('error', 'is not', null).execute(), []);
      for (const { reply } of await trx.selectFrom('outgoing').select('reply').execute())
        assert.ok((reply as Reply).text.trim() !== '', JSON.stringify(reply));
    });
  }
}
