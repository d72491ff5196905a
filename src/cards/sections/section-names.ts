/** The five sections of the card score (study of model reuse, Metric 4: the questions put to a language model there). */
export const cardSections = ['modelDescription', 'limitations', 'howToUse', 'training', 'evaluation'] as const;
export type CardSection = (typeof cardSections)[number];

/** The five sections of the hub's template of dataset cards. */
export const datasetSections = ['datasetDescription', 'datasetStructure', 'datasetCreation', 'considerations', 'additionalInformation'] as const;
export type DatasetSection = (typeof datasetSections)[number];
