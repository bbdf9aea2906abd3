import { loadPackage } from '../loadPackage';
import type { Peer } from '../Peer';

interface Library {
  Client: new (connection: object) => {
    connect(): Promise<unknown>;
    query(query: string | object): Promise<unknown>;
    end(): Promise<void>;
  };
}

/** What one connection takes at least: as many commits as a flow of three has. */
export const floor: Peer = {
  name: 'floor: five prepared statements, a commit each',
  keeps: 'nothing',
  overHttp: false,
  packages: ['pg@8.23.1'],
  async start(place) {
    const { Client } = await loadPackage<Library>(place, 'pg');
    const client = new Client(place.database);
    await client.connect();
    await client.query(
      'create table entries (id bigint generated always as identity primary key, text text)',
    );
    const insert = {
      name: 'insert',
      text: 'insert into entries (text) values ($1)',
      values: ['what a step would leave'],
    };
    return {
      async runToEnd() {
        for (let commit = 0; commit < 5; commit += 1)
          await client.query(insert);
      },
      stop: () => client.end(),
    };
  },
};
