import { describe, expect, it } from 'vitest';

import { readCard, readDatasetCard } from '../read-card.js';
import { headingLanguages } from './model-headings-other.js';
import { cardSections } from './section-names.js';

/** A card of five sections in each language: headings in the order of `cardSections`, and a sentence that stands below each. */
const cards: Readonly<Record<string, { readonly headings: readonly string[]; readonly body: string }>> = {
  en: { headings: ['Model description', 'Limitations', 'How to use', 'Training', 'Evaluation'], body: 'This network sorts the songs of garden birds by the name of the bird.' },
  zh: { headings: ['模型介绍', '局限性', '如何使用', '训练数据', '评估结果'], body: '这个网络根据花园里鸟儿的歌声来判断鸟的名字，适合单只鸟的录音。' },
  ja: { headings: ['モデルの概要', '制限事項', '使い方', '学習データ', '評価結果'], body: 'このネットワークは庭の鳥の歌から鳥の名前を当てます。録音には一羽だけが歌います。' },
  ko: { headings: ['모델 설명', '한계점', '사용 방법', '학습 데이터', '평가 결과'], body: '이 신경망은 정원에 사는 새들의 노래를 듣고 새의 이름을 알아맞힙니다.' },
  es: { headings: ['Descripción del modelo', 'Limitaciones y sesgos', 'Cómo usar', 'Datos de entrenamiento', 'Resultados'], body: 'Esta red reconoce los pájaros del jardín por su canto y dice el nombre de cada uno de ellos.' },
  fr: { headings: ['Description du modèle', 'Limites et biais', 'Utilisation', 'Données d\'entraînement', 'Résultats'], body: 'Ce réseau reconnaît les oiseaux du jardin à leur chant et donne le nom de chacun d\'eux.' },
  de: { headings: ['Modellbeschreibung', 'Einschränkungen', 'Verwendung', 'Trainingsdaten', 'Ergebnisse'], body: 'Dieses Netz erkennt die Vögel des Gartens an ihrem Gesang und nennt den Namen eines jeden von ihnen.' },
  pt: { headings: ['Descrição do modelo', 'Limitações', 'Como usar', 'Dados de treinamento', 'Avaliação'], body: 'Esta rede reconhece os pássaros do jardim pelo canto e diz o nome de cada um deles a quem pergunta.' },
  ru: { headings: ['Описание модели', 'Ограничения', 'Использование', 'Обучение', 'Результаты'], body: 'Эта сеть узнаёт птиц в саду по их пению и называет имя каждой из них тому, кто спрашивает.' },
};

function written(language: string, body: string | null): string {
  return (cards[language]?.headings ?? []).map((heading) => `## ${heading}\n\n${body === null ? '' : `${body}\n\n`}`).join('');
}

describe('cards of many languages', () => {
  it('covers every language whose headings are read', () => expect(Object.keys(cards).sort()).toEqual([...headingLanguages].sort()));

  it.each(Object.keys(cards))('reads the five sections in %s', (language) => {
    const reading = readCard(written(language, cards[language]?.body ?? ''));
    expect(reading).toMatchObject({ kind: 'card', flags: { language } });
    for (const section of cardSections) {
      expect(reading.kind === 'card' && reading.sections[section], section).toMatchObject({ present: true, evidence: { rule: 'heading' } });
    }
  });

  it.each(Object.keys(cards))('does not take bare headings in %s for sections', (language) => {
    const reading = readCard(written(language, null));
    for (const section of cardSections) expect(reading.kind === 'card' && reading.sections[section].present, section).toBe(false);
  });

  const turkish = 'Bu ağ, bahçedeki kuşları şarkılarından tanır ve soran herkese her birinin adını söyler. Kayıtlarda yalnızca bir kuş ötmelidir.';
  it('says of a card in another language what structure shows, and that the rest could not be judged', () => {
    const reading = readCard(`## Kullanım amacı\n\n${turkish}\n\n\`\`\`\nAutoModel.from_pretrained("a/b")\n\`\`\`\n`);
    expect(reading).toMatchObject({
      flags: { language: 'tr' },
      sections: {
        howToUse: { present: true, evidence: { rule: 'code-loads-model' } },
        limitations: { present: null, evidence: { rule: 'language-not-read', confidence: 0 } },
        training: { present: null },
      },
    });
    expect(readDatasetCard(turkish)).toMatchObject({ sections: { datasetStructure: { present: null } } });
  });

  it('judges a card in another language whose headings are read', () => {
    expect(readCard(`## Limitations\n\n${turkish}\n`)).toMatchObject({ sections: { limitations: { present: true }, training: { present: false } } });
  });
});
