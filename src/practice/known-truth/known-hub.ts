import type { Truths } from './truths.js';

/** A commit of a model: title and instant, ISO 8601 UTC. */
export interface KnownCommit {
  readonly id: string;
  readonly title: string;
  readonly date: string;
}

/** What a card says; `sections` and `attributes` are null where there is no card. */
export interface KnownCard {
  readonly has_card: boolean;
  readonly card_sections: readonly string[] | null;
  readonly card_unread: readonly string[] | null;
  readonly card_attributes: readonly string[] | null;
  readonly card_values: readonly { attribute: string; value: string; source: string; standing: string }[] | null;
  readonly card_generator: string | null;
  readonly card_language: string | null;
  readonly card_rules: string | null;
}

/** A model as the hub lists it, in the columns of a record. */
export interface KnownModel extends KnownCard {
  readonly registry_id: string;
  readonly name: string;
  readonly author: string | null;
  readonly created_at: string;
  readonly modified_at: string;
  readonly downloads: number;
  readonly likes: number;
  readonly task: string | null;
  readonly library: string | null;
  readonly libraries: readonly string[];
  readonly tags: readonly string[];
  readonly licences: readonly string[];
  readonly languages: readonly string[];
  readonly datasets: readonly string[];
  readonly papers: readonly string[];
  readonly base_models: readonly { base: string; relation: string }[] | null;
  readonly architectures: readonly string[];
  readonly model_type: string;
  readonly files: readonly string[];
  readonly parameters: number;
  readonly storage_bytes: number;
  readonly co2_grams: number | null;
  /** Commits, oldest first; null where nobody looked at them. */
  readonly commits: readonly KnownCommit[] | null;
}

/** A dataset as the hub lists it. */
export interface KnownDataset extends KnownCard {
  readonly registry_id: string;
  readonly name: string;
  readonly created_at: string;
  readonly downloads: number;
  readonly likes: number;
}

/** A hub of which the truth is known, because it was put in. */
export interface KnownHub {
  readonly seed: number;
  readonly truths: Truths;
  readonly takenAt: string;
  readonly models: readonly KnownModel[];
  readonly datasets: readonly KnownDataset[];
}
