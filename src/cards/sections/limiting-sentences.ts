/** Words without which no pattern below can match; most sentences have none of them. */
const anchors = /not\b|n't|n’t|cannot|bias|limit|caution|own risk|hallucinat|toxic|offensive|harmful|stereotyp|struggl|fail|inaccura|incorrect|unreliable|wrong|drawback|shortcoming|caveat|known issue|only (?:support|work)|supports? only|works? only/i;

/**
 * A sentence that tells what a model cannot do, should not be used for, or does badly. Words such as `offensive` alone are no limit: many
 * models are there to find such texts.
 */
const english = new RegExp([
  String.raw`\b(?:not|never|n['’]t) (?:be )?(?:intended|suitable|suited|recommended|recommend|designed|meant|advisable|advised|appropriate|optimi[sz]ed) (?:for|to|that|using|in)\b`,
  String.raw`\b(?:is|are) (?:\w+ )?not (?:yet )?(?:supported|recommended|advised|advisable)\b`,
  String.raw`\b(?:should|must) (?:not|never) be (?:used|relied|deployed|considered|treated|taken)\b`,
  String.raw`\b(?:may|might|could|can|will)(?: not|not|n['’]t) (?:\w+ ){0,3}?(?:perform|work well|work with|work for|work on|generali[sz]e|understand|handle|capture|recogni[sz]e|accurate|reliable|perfect|robust|good|come out|factual|truthful|be guaranteed)\b`,
  String.raw`\b(?:does|do)(?: not|n['’]t) (?:\w+ ){0,2}?(?:perform well|work well|generali[sz]e|understand|handle|always|guarantee)\b`,
  String.raw`\b(?:is|are) not (?:\w+ )?(?:accurate|reliable|perfect|robust|production[- ]ready|guaranteed)\b`,
  String.raw`\b(?:cannot|can ?not|can['’]t) (?:be (?:guaranteed|used)|handle|recogni[sz]e|render|understand|deal)\b`,
  String.raw`\b(?:is|are|remains?) (?:\w+ )?(?:limited|restricted) (?:to|by|in)\b`,
  String.raw`\b(?:only (?:supports?|works?)|supports? only|works? only|can only)\b`,
  String.raw`\b(?:(?:may|might|can|could|be|is|are|become) biased|(?:social|gender|racial|cultural|harmful|unfair|inherent|potential|various|certain) bias(?:es)?|biases (?:in|of|from|that|present|related))\b`,
  String.raw`\b(?:may|might|could|can|will|would|often|sometimes|tends? to|likely)\b[^.!?\n]{0,80}\b(?:hallucinat\w+|toxic|offensive|harmful|stereotyp\w+|struggles?|fails?|inaccura\w+|incorrect\w*|unreliable|poor(?:ly)?|degrade\w*|unexpected|nonsensical|mistakes)\b`,
  String.raw`\b(?:with (?:great |extra |some )?caution|at your own risk)\b`,
  String.raw`\b(?:known|main|major|one|some|several|following|serious) (?:limitations?|drawbacks?|shortcomings?|caveats?)\b`,
  String.raw`\bmodel (?:\w+ )?(?:struggles|fails) (?:with|to|on|when|at|in|for)\b`,
].join('|'), 'i');

const others = /局限性|不适用于|不支持|不建议|不能保证|可能会?(?:产生|生成|存在|出现)[^。]{0,20}(?:不准确|错误|有害|偏见|幻觉)|推奨(?:されません|しません)|保証(?:しません|できません|されません)|(?:不正確|有害|偏った)[^。]{0,20}(?:可能性|場合)|권장하지 않|보장하지 않|지원하지 않|\bno (?:está (?:destinado|pensado)|se recomienda|debe (?:usarse|utilizarse)|es adecuado)|\bn['’]est pas (?:destiné|recommandé|adapté|conçu)|\bne (?:doit|peut) pas être|\bnicht (?:geeignet|empfohlen|gedacht|vorgesehen|verwendet werden)|\bnão (?:se destina|é recomendado|deve ser usado|é adequado)|не (?:предназначен|рекомендуется|подходит|следует использовать|поддерживает)/iu;

/** True when a sentence of the text tells of a limit, a bias or a risk. `text` is plain; `language` is that of the card. */
export function tellsOfLimits(text: string, language: string): boolean {
  return (anchors.test(text) && english.test(text)) || (language !== 'en' && others.test(text));
}
