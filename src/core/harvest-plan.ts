import type { Aspect, LookOutcome } from './aspect.js';
import type { Kind } from './registry.js';

/** One request of a harvest, relative to the registry's endpoint. Nothing in it is secret. */
export interface HarvestRequest {
  /** Path and query, beginning with `/`, already percent-encoded. */
  readonly path: string;
  readonly accept: 'json' | 'text';
  /** Whether the answer's ETag is the git hash of its body, so that a body cut short by a proxy is found out. */
  readonly hashedByGit?: boolean;
}

/** What a registry answered, as it is archived: provenance outside, the original inside. */
export interface Answer {
  /** When the answer arrived, ISO 8601 UTC, by the harvester's clock. */
  readonly at: string;
  /** Path and query that was asked, beginning with `/`. */
  readonly path: string;
  readonly status: number;
  /** Only the response headers that say something about the answer; names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON where the answer is JSON, else the text. `null` for an empty body. */
  readonly body: unknown;
}

/** Which packages of a kind to list; where anything is set, the listing is a part of the registry. */
export interface ListingFilter {
  readonly author?: string | undefined;
  /** Tags that all must be there. */
  readonly tags?: readonly string[] | undefined;
  readonly task?: string | undefined;
  /** Part of the name. */
  readonly search?: string | undefined;
}

/** What to ask of each listed package. */
export interface ListingQuery {
  readonly pageSize: number;
  /** Properties in the registry's words; none asks for what it shows by default. */
  readonly properties: readonly string[];
  readonly filter: ListingFilter;
}

/** A package of which an aspect is asked for. */
export interface DetailSubject {
  /** The registry's own identifier; null where it stated none. */
  readonly id: string | null;
  readonly name: string;
  /** Revision of its record; null where none is known, which means the newest. */
  readonly revision: string | null;
  /** Revision that was looked at before; null for a first look. */
  readonly knownRevision: string | null;
  /** Paths of the files of this revision; null where they are not known. */
  readonly files: readonly string[] | null;
  /** Value by name of the items that earlier looks left. */
  readonly knownItems: ReadonlyMap<string, string>;
}

/** What follows from an answer about an aspect. */
export interface FollowingRequests {
  readonly requests: readonly HarvestRequest[];
  /** False: what was asked before need not be asked again, so the answers say what is new, not what is gone. */
  readonly whole: boolean;
}

/** How a registry is asked for the aspects of single packages. */
export interface DetailPlan {
  /** The aspects that the registry tells, in the order in which they help one another. */
  readonly aspects: readonly Aspect[];
  /** The requests with which a look begins. */
  first(kind: Kind, aspect: Aspect, subject: DetailSubject): readonly HarvestRequest[];
  /** What an answer asks for next: another page, the events of a discussion. */
  following(kind: Kind, aspect: Aspect, subject: DetailSubject, answer: Answer): FollowingRequests;
  /** About how many requests a look takes; a plan is made of these. */
  readonly usualRequests: Readonly<Record<Aspect, number>>;
}

/** A limit of requests that the registry counts on its own. */
export interface Quota {
  readonly bucket: string;
  readonly requests: number;
  readonly windowSeconds: number;
}

/**
 * That something about a package may have changed, as a registry's message says. A hint, no fact: messages come late, twice
 * and in any order, and anybody who knows the secret can send one. What is so is asked for.
 */
export interface ChangeHint {
  readonly kind: Kind;
  readonly id: string | null;
  /** Name by which to ask for it. */
  readonly name: string;
  /** Revision after the change; null where the message names none. */
  readonly revision: string | null;
  /** Aspects that may have changed; the record always may. */
  readonly aspects: readonly Aspect[];
}

/** How a registry tells of changes. */
export interface WebhookPlan {
  /** Header with the secret that both sides know, in lower case. */
  readonly secretHeader: string;
  /** The hint in a message; null for a message about something that is not collected. Throws an InputError for what is no message. */
  hintFrom(message: unknown): ChangeHint | null;
}

/** A registry as the harvester sees it: pure descriptions of what to ask; the harvester asks. */
export interface HarvestPlan {
  /** The public address, used where neither an option nor the environment names another. */
  readonly endpoint: string;
  /** Environment variables that other tools of this registry read for the endpoint and the token. */
  readonly endpointVariable: string;
  readonly tokenVariable: string;
  /** Properties that fit a page of full size, and those that make an answer heavy, per kind. */
  readonly properties: Readonly<Record<Kind, { readonly light: readonly string[]; readonly heavy: readonly string[] }>>;
  /** Packages per page at most, where heavy properties are asked for. */
  readonly heavyPageSize: number;
  /** The request for the first page of a listing, in an order in which packages do not move while it is read. */
  firstPage(kind: Kind, query: ListingQuery): HarvestRequest;
  /** The request for the page after this answer, or null if it was the last. `endpoint` is the address that was asked. */
  nextPage(answer: Answer, endpoint: string): HarvestRequest | null;
  /** The request for the packages that changed last, newest first. */
  changedFirst(kind: Kind, query: ListingQuery): HarvestRequest;
  /** The instant at which a listed package last changed, ISO 8601; null where its element does not say. */
  changedAt(element: unknown): string | null;
  /** The same page with fewer packages; null where the request has no size. */
  smaller(request: HarvestRequest, pageSize: number): HarvestRequest | null;
  /** The request without the properties that an answer says are not allowed; null where the answer says nothing of the kind. */
  allowed(request: HarvestRequest, answer: Answer): HarvestRequest | null;
  /** The request for one package with these properties. */
  record(kind: Kind, name: string, properties: readonly string[]): HarvestRequest;
  readonly details: DetailPlan;
  /** How the registry tells of changes; null where it does not. */
  readonly webhooks: WebhookPlan | null;
  /** The registry's own identifier of an element of an answer; null where it has none. */
  identityOf(element: unknown): string | null;
  /** The revision that an element states; null where it states none. */
  revisionOf(element: unknown): string | null;
  /**
   * What an answer to the request for one package says of its absence: `removed` where it is gone for certain,
   * `unreachable` where it may as well be hidden; null where it is there.
   */
  absence(answer: Answer, id: string | null): { readonly verdict: 'removed' | 'unreachable'; readonly why: string } | null;
  /** How an answer about an aspect is to be taken that is no 200. */
  outcomeOf(answer: Answer): Exclude<LookOutcome, 'seen'>;
  /** Name of the limit that a path is counted under. */
  bucketOf(path: string): string;
  /** The published limits, used for plans until the registry's own headers say more. */
  quotas(withToken: boolean): readonly Quota[];
}
