import type { HeadingWords } from './heading-table.js';
import type { CardSection } from './section-names.js';

/**
 * What authors of other languages call the same sections: translations of the hub's template and the words of real headings,
 * as keys of `headingKey`. Accents stay, as NFKC keeps them; Chinese, Japanese and Korean phrases are looked for anywhere.
 */
export const otherModelHeadings: readonly HeadingWords<CardSection>[] = [
  ...headings('zh', {
    modelDescription: ['模型描述', '模型介绍', '模型簡介', '模型简介', '模型介紹', '模型概述', '模型信息', '模型详情', '模型細節', '模型细节', '模型结构', '模型架构', '模型架構', '项目介绍', '简介', '介绍', '概述', '背景'],
    limitations: ['局限', '限制', '偏见', '偏見', '风险', '風險', '免责声明', '免責聲明', '注意事项', '不足', '安全性', '伦理'],
    howToUse: ['如何使用', '使用方法', '使用方式', '使用说明', '使用說明', '使用示例', '用法', '快速开始', '快速使用', '快速上手', '快速開始', '示例代码', '代码示例', '推理', '调用', '部署', '安装', '使用'],
    training: ['训练', '訓練', '微调', '预训练', '数据集', '資料集', '数据来源', '超参数'],
    evaluation: ['评估', '評估', '评测', '评价', '测评', '评测结果', '实验结果', '模型效果', '性能', '指标', '结果', '效果', '基准', '榜单'],
    neutral: ['引用', '许可', '授权', '协议', '联系', '致谢', '参考', '作者', '更新', '预期用途', '用途', '适用范围'],
  }),
  ...headings('ja', {
    modelDescription: ['モデルの説明', 'モデル説明', 'モデル概要', 'モデルの概要', 'モデル詳細', 'モデルの詳細', 'モデルについて', 'モデルアーキテクチャ', 'モデル構造', '概要', 'はじめに', '説明'],
    limitations: ['制限', '限界', 'バイアス', 'リスク', '免責', '注意点', '注意事項', '倫理', '課題'],
    howToUse: ['使い方', '使用方法', '利用方法', '使用例', '使用法', '推論', 'サンプルコード', 'インストール', '実行方法', 'クイックスタート', '動かし方'],
    training: ['学習', '訓練', 'トレーニング', 'ファインチューニング', 'データセット', '事前学習', 'ハイパーパラメータ', '前処理', 'コーパス'],
    evaluation: ['評価', '性能', 'ベンチマーク', '精度', '実験結果', '結果', 'スコア', '検証'],
    neutral: ['ライセンス', '引用', '謝辞', '連絡', '参考', '作者', '開発者', '用途', '想定'],
  }),
  ...headings('ko', {
    modelDescription: ['모델 설명', '모델 소개', '모델 개요', '모델 정보', '모델 상세', '모델 구조', '모델 아키텍처', '개요', '소개', '설명'],
    limitations: ['한계', '제한', '편향', '위험', '주의', '면책', '윤리'],
    howToUse: ['사용 방법', '사용방법', '사용법', '사용 예', '사용하기', '시작하기', '예제', '추론', '설치', '코드 예시', '실행'],
    training: ['학습', '훈련', '파인튜닝', '미세 조정', '미세조정', '데이터셋', '데이터', '하이퍼파라미터', '전처리', '말뭉치'],
    evaluation: ['평가', '성능', '벤치마크', '결과', '정확도', '점수'],
    neutral: ['라이선스', '라이센스', '인용', '감사', '문의', '연락', '참고', '저자', '용도'],
  }),
  ...headings('es', {
    modelDescription: ['descripción del modelo', 'descripcion del modelo', 'detalles del modelo', 'resumen del modelo', 'información del modelo', 'sobre el modelo', 'acerca del modelo', 'arquitectura del modelo', '=descripción', '=descripcion', '=introducción', '=resumen', '=detalles', '=arquitectura'],
    limitations: ['limitaciones', 'sesgos', 'sesgo', 'riesgos', 'advertencia', 'advertencias', 'aviso legal', 'consideraciones éticas', 'fuera de alcance', 'descargo de responsabilidad'],
    howToUse: ['cómo usar', 'como usar', 'cómo utilizar', 'modo de uso', 'ejemplo de uso', 'ejemplos de uso', 'cómo empezar', 'primeros pasos', 'uso del modelo', 'cómo usarlo', 'inferencia', '=uso', '=ejemplo', '=ejemplos', '=instalación'],
    training: ['entrenamiento', 'datos de entrenamiento', 'ajuste fino', 'preentrenamiento', 'hiperparámetros', 'procedimiento de entrenamiento', 'preprocesamiento', 'conjunto de datos', '=datos', '=corpus', '=dataset'],
    evaluation: ['evaluación', 'evaluacion', 'resultados', 'métricas', 'rendimiento', 'desempeño', 'precisión', '=pruebas'],
    neutral: ['licencia', 'citación', 'cita', 'agradecimientos', 'contacto', 'referencias', 'autores', 'autor', 'financiación', 'uso previsto', 'usos previstos', 'equipo'],
  }),
  ...headings('fr', {
    modelDescription: ['description du modèle', 'détails du modèle', 'présentation du modèle', 'résumé du modèle', 'à propos du modèle', 'architecture du modèle', 'informations sur le modèle', '=présentation', '=aperçu', '=résumé', '=détails'],
    limitations: ['limites', 'limitations', 'biais', 'risques', 'avertissement', 'avertissements', 'considérations éthiques', 'hors périmètre', 'mise en garde'],
    howToUse: ['comment utiliser', 'utilisation', 'exemple d utilisation', 'exemples d utilisation', 'prise en main', 'mode d emploi', 'démarrage rapide', 'inférence', '=exemple', '=exemples'],
    training: ['entraînement', 'entrainement', 'données d entraînement', 'apprentissage', 'ajustement fin', 'pré entraînement', 'hyperparamètres', 'prétraitement', 'jeu de données', 'jeux de données', '=données', '=corpus'],
    evaluation: ['évaluation', 'evaluation', 'résultats', 'métriques', 'performances', 'précision', '=tests'],
    neutral: ['licence', 'citation', 'remerciements', 'contact', 'références', 'auteurs', 'auteur', 'financement', 'usage prévu', 'usages prévus'],
  }),
  ...headings('de', {
    modelDescription: ['modellbeschreibung', 'beschreibung des modells', 'modelldetails', 'modellübersicht', 'modellarchitektur', 'über das modell', 'details zum modell', '=beschreibung', '=überblick', '=einleitung', '=einführung', '=zusammenfassung', '=architektur'],
    limitations: ['einschränkungen', 'grenzen', 'verzerrungen', 'verzerrung', 'risiken', 'warnhinweis', 'haftungsausschluss', 'ethische', '=hinweise', '=warnung'],
    howToUse: ['verwendung', 'nutzung', 'benutzung', 'anwendung', 'anwendungsbeispiel', 'wie man', 'erste schritte', 'schnellstart', 'beispielcode', 'inferenz', '=beispiel', '=beispiele', '=installation'],
    training: ['training', 'trainingsdaten', 'trainingsverfahren', 'trainingsprozess', 'feinabstimmung', 'vortraining', 'hyperparameter', 'vorverarbeitung', 'datensatz', 'datensätze', '=daten', '=korpus'],
    evaluation: ['evaluierung', 'auswertung', 'bewertung', 'ergebnisse', 'ergebnis', 'leistung', 'metriken', 'genauigkeit', '=tests'],
    neutral: ['lizenz', 'zitation', 'zitierung', 'danksagung', 'kontakt', 'referenzen', 'autoren', 'autor', 'förderung', 'vorgesehene verwendung', 'einsatzzweck', 'impressum'],
  }),
  ...headings('pt', {
    modelDescription: ['descrição do modelo', 'detalhes do modelo', 'resumo do modelo', 'visão geral', 'sobre o modelo', 'arquitetura do modelo', 'informações do modelo', '=descrição', '=introdução', '=resumo', '=detalhes', '=arquitetura'],
    limitations: ['limitações', 'vieses', 'viés', 'riscos', 'aviso', 'avisos', 'considerações éticas', 'fora do escopo', 'isenção de responsabilidade'],
    howToUse: ['como usar', 'como utilizar', 'modo de usar', 'exemplo de uso', 'exemplos de uso', 'primeiros passos', 'uso do modelo', 'inferência', '=uso', '=utilização', '=exemplo', '=exemplos', '=instalação'],
    training: ['treinamento', 'treino', 'dados de treinamento', 'ajuste fino', 'pré treinamento', 'hiperparâmetros', 'pré processamento', 'conjunto de dados', '=dados', '=corpus'],
    evaluation: ['avaliação', 'resultados', 'métricas', 'desempenho', 'acurácia', 'precisão', '=testes'],
    neutral: ['licença', 'citação', 'agradecimentos', 'contato', 'referências', 'autores', 'autor', 'financiamento', 'uso pretendido', 'usos pretendidos'],
  }),
  ...headings('ru', {
    modelDescription: ['описание модели', 'о модели', 'детали модели', 'обзор модели', 'архитектура модели', 'информация о модели', '=описание', '=введение', '=обзор', '=архитектура', '=подробности'],
    limitations: ['ограничения', 'предвзятость', 'риски', 'предупреждение', 'отказ от ответственности', 'недостатки', 'этические'],
    howToUse: ['как использовать', 'использование', 'пример использования', 'примеры использования', 'быстрый старт', 'запуск', 'применение', 'инференс', '=пример', '=примеры', '=установка'],
    training: ['обучение', 'данные для обучения', 'обучающие данные', 'дообучение', 'предобучение', 'гиперпараметры', 'предобработка', 'набор данных', 'датасет', 'датасеты', '=данные', '=корпус'],
    evaluation: ['оценка', 'результаты', 'метрики', 'качество', 'точность', 'производительность', 'бенчмарки', '=тесты'],
    neutral: ['лицензия', 'цитирование', 'благодарности', 'контакты', 'ссылки', 'авторы', 'автор', 'финансирование', 'назначение'],
  }),
];

/** Languages whose headings are read, English among them. */
export const headingLanguages: readonly string[] = ['en', ...new Set(otherModelHeadings.map((one) => one.language))];

/** Words that begin with `=` count only as the whole heading. */
function headings(language: string, words: Readonly<Record<CardSection | 'neutral', readonly string[]>>): HeadingWords<CardSection>[] {
  return (Object.entries(words) as [CardSection | 'neutral', readonly string[]][]).map(([section, list]) => ({
    language,
    section,
    anywhere: list.filter((phrase) => !phrase.startsWith('=')),
    whole: list.filter((phrase) => phrase.startsWith('=')).map((phrase) => phrase.slice(1)),
  }));
}
