/**
 * All errors that Hubscope raises on purpose. They are told apart by class; the message is for a person and has the
 * form `<source>: <what> (<where>); expected …, got …`. The exit code is the one the command line ends with.
 */
export class HubscopeError extends Error {
  readonly exitCode: 1 | 2 | 3 = 1;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The command was used wrongly: an unknown option, field, registry, metric; a path that does not exist. */
export class UsageError extends HubscopeError {
  override readonly exitCode = 2;
}

/** A file or an answer is not what its mapping or contract says: names the file, the place and the expectation. */
export class InputError extends HubscopeError {}

/** Another process writes to the store. */
export class StoreBusyError extends HubscopeError {}

/** The file named as store is not a store, or is of another version. */
export class StoreFormatError extends HubscopeError {}

/** The store is of an older version, which a writer brings up to date. */
export class OlderStoreError extends StoreFormatError {}

/** A registry did not answer, or answered with an error that retrying did not cure. */
export class RegistryError extends HubscopeError {
  constructor(
    message: string,
    /** HTTP status of the last answer; undefined where there was none (connection refused, reset, time-out). */
    readonly status?: number | undefined,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** A query of a user was refused or failed: it writes, reads files, or is not SQL. */
export class QueryError extends HubscopeError {}

/** The work was done, but not all of it: some pages failed, a share of the records was set aside. */
export class IncompleteError extends HubscopeError {
  override readonly exitCode = 3;
}
