/** What a newcomer is told about the models that the app brings along. */
export const firstRun = {
  starter: 'Starter model: trained on rendered faces.',
  starterAbout:
    'It finds faces and proposes masks, landmarks and pose at once, without the internet. Expect to correct it; the released network knows real faces better.',
  better: 'Get the released network',
};
