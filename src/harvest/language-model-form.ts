/** A question to a language model: what to say, and the shape the answer must have. */
export interface ModelQuestion {
  readonly model: string;
  readonly messages: readonly { readonly role: 'system' | 'user'; readonly content: string }[];
  readonly schema: { readonly name: string; readonly schema: object };
  /** Tokens that the answer may take at most. */
  readonly maxTokens: number;
}

/** How an endpoint is asked: they differ in what they know, and refuse what they do not. */
export interface ModelForm {
  readonly format: 'json_schema' | 'json_object' | 'plain';
  readonly limit: 'max_tokens' | 'max_completion_tokens';
  /** Models that reason refuse any temperature but their own. */
  readonly temperature: boolean;
}

/** The form that is tried first: the strictest, with the older name of the limit, which most servers know. */
export const firstForm: ModelForm = { format: 'json_schema', limit: 'max_tokens', temperature: true };

/** The body of a request. */
export function bodyOf(form: ModelForm, { model, messages, schema, maxTokens }: ModelQuestion): Readonly<Record<string, unknown>> {
  const format = form.format === 'json_schema'
    ? { response_format: { type: 'json_schema', json_schema: { name: schema.name, strict: true, schema: schema.schema } } }
    : form.format === 'json_object' ? { response_format: { type: 'json_object' } } : {};
  return { model, messages, ...format, [form.limit]: maxTokens, ...(form.temperature ? { temperature: 0 } : {}) };
}

/**
 * The form to try after one was refused with this complaint; null where the complaint is not about the form (the text is
 * too long, the content is not wanted), or there is none left. Complaints that name nothing known are taken to be about the format.
 */
export function otherForm(form: ModelForm, complaint: string): ModelForm | null {
  if (/context[ _](?:length|window|size)|too (?:long|large|many tokens)|content[_ ](?:filter|policy|management)/i.test(complaint)) return null;
  if (/temperature/i.test(complaint) && form.temperature) return { ...form, temperature: false };
  if (/max_(?:completion_)?tokens/i.test(complaint) && form.limit === 'max_tokens') return { ...form, limit: 'max_completion_tokens' };
  if (form.format === 'json_schema') return { ...form, format: 'json_object' };
  return form.format === 'json_object' ? { ...form, format: 'plain' } : null;
}
