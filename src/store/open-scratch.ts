import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';

/** An engine in memory, without a store: for work whose result does not stay. */
export async function openScratch(): Promise<{ readonly connection: DuckDBConnection; close(): void }> {
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '1GB', autoinstall_known_extensions: 'false' });
  const connection = await instance.connect();
  return {
    connection,
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
