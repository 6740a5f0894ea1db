import type { PageLanguage } from '#domain/people/contact/page-language';

/** What the pages say that mails lead to. `name` is the workspace, HTML already. */
export type MailPageTexts = {
  unsubscribeTitle: (name: string) => string;
  unsubscribeAsk: (name: string) => string;
  unsubscribeButton: string;
  unsubscribedTitle: string;
  unsubscribed: (name: string) => string;
  chooseInstead: string;
  changedMind: string;
  preferencesTitle: (name: string) => string;
  preferencesAsk: string;
  none: string;
  save: string;
  saved: string;
  unknownTitle: string;
  unknown: string;
  /** By the ids of subscription types: the name and what it is. */
  types: Record<string, [name: string, description: string]>;
};

export const MAIL_PAGE_TEXTS: Record<PageLanguage, MailPageTexts> = {
  en: {
    unsubscribeTitle: (name) => `Unsubscribe from ${name}`,
    unsubscribeAsk: (name) => `Stop all e-mails from ${name}?`,
    unsubscribeButton: 'Unsubscribe',
    unsubscribedTitle: 'You are unsubscribed',
    unsubscribed: (name) => `${name} will send you no more e-mails.`,
    chooseInstead: 'Choose which e-mails you get',
    changedMind: 'Changed your mind? Choose which e-mails you get',
    preferencesTitle: (name) => `E-mails from ${name}`,
    preferencesAsk: 'Choose which e-mails you want.',
    none: 'No e-mails at all',
    save: 'Save',
    saved: 'Your choice is saved.',
    unknownTitle: 'This link is not valid',
    unknown: 'It may have been cut off. Use the link in the e-mail itself.',
    types: {
      '1': ['Newsletters', 'News about us and what we make'],
      '2': ['Product updates', 'What is new and how to use it'],
    },
  },
  pt: {
    unsubscribeTitle: (name) => `Cancelar a inscrição em ${name}`,
    unsubscribeAsk: (name) => `Não receber mais e-mails de ${name}?`,
    unsubscribeButton: 'Cancelar inscrição',
    unsubscribedTitle: 'A sua inscrição foi cancelada',
    unsubscribed: (name) => `${name} não vai enviar-lhe mais e-mails.`,
    chooseInstead: 'Escolher os e-mails que recebe',
    changedMind: 'Mudou de ideia? Escolha os e-mails que recebe',
    preferencesTitle: (name) => `E-mails de ${name}`,
    preferencesAsk: 'Escolha os e-mails que quer receber.',
    none: 'Nenhum e-mail',
    save: 'Salvar',
    saved: 'A sua escolha foi salva.',
    unknownTitle: 'Este link não é válido',
    unknown: 'Talvez esteja incompleto. Use o link do próprio e-mail.',
    types: {
      '1': ['Novidades', 'Notícias sobre nós e o que fazemos'],
      '2': ['Atualizações do produto', 'O que há de novo e como usar'],
    },
  },
  es: {
    unsubscribeTitle: (name) => `Darse de baja de ${name}`,
    unsubscribeAsk: (name) => `¿No recibir más correos de ${name}?`,
    unsubscribeButton: 'Darme de baja',
    unsubscribedTitle: 'Se ha dado de baja',
    unsubscribed: (name) => `${name} no le enviará más correos.`,
    chooseInstead: 'Elegir qué correos recibe',
    changedMind: '¿Ha cambiado de opinión? Elija qué correos recibe',
    preferencesTitle: (name) => `Correos de ${name}`,
    preferencesAsk: 'Elija qué correos quiere recibir.',
    none: 'Ningún correo',
    save: 'Guardar',
    saved: 'Su elección se ha guardado.',
    unknownTitle: 'Este enlace no es válido',
    unknown: 'Puede que esté incompleto. Use el enlace del propio correo.',
    types: {
      '1': ['Boletines', 'Noticias sobre nosotros y lo que hacemos'],
      '2': ['Novedades del producto', 'Qué hay de nuevo y cómo usarlo'],
    },
  },
  de: {
    unsubscribeTitle: (name) => `${name} abbestellen`,
    unsubscribeAsk: (name) => `Keine E-Mails mehr von ${name}?`,
    unsubscribeButton: 'Abbestellen',
    unsubscribedTitle: 'Sie sind abgemeldet',
    unsubscribed: (name) => `${name} sendet Ihnen keine E-Mails mehr.`,
    chooseInstead: 'Auswählen, welche E-Mails Sie bekommen',
    changedMind: 'Doch nicht? Wählen Sie aus, welche E-Mails Sie bekommen',
    preferencesTitle: (name) => `E-Mails von ${name}`,
    preferencesAsk: 'Wählen Sie aus, welche E-Mails Sie möchten.',
    none: 'Gar keine E-Mails',
    save: 'Speichern',
    saved: 'Ihre Auswahl ist gespeichert.',
    unknownTitle: 'Dieser Link ist ungültig',
    unknown: 'Vielleicht wurde er abgeschnitten. Verwenden Sie den Link in der E-Mail selbst.',
    types: {
      '1': ['Newsletter', 'Neues von uns und von dem, was wir machen'],
      '2': ['Produktneuigkeiten', 'Was neu ist und wie man es benutzt'],
    },
  },
  fr: {
    unsubscribeTitle: (name) => `Se désabonner de ${name}`,
    unsubscribeAsk: (name) => `Ne plus recevoir d’e-mails de ${name} ?`,
    unsubscribeButton: 'Se désabonner',
    unsubscribedTitle: 'Vous êtes désabonné(e)',
    unsubscribed: (name) => `${name} ne vous enverra plus d’e-mails.`,
    chooseInstead: 'Choisir les e-mails que vous recevez',
    changedMind: 'Vous avez changé d’avis ? Choisissez les e-mails que vous recevez',
    preferencesTitle: (name) => `E-mails de ${name}`,
    preferencesAsk: 'Choisissez les e-mails que vous voulez recevoir.',
    none: 'Aucun e-mail',
    save: 'Enregistrer',
    saved: 'Votre choix est enregistré.',
    unknownTitle: 'Ce lien n’est pas valide',
    unknown: 'Il est peut-être incomplet. Utilisez le lien de l’e-mail lui-même.',
    types: {
      '1': ['Actualités', 'Des nouvelles de nous et de ce que nous faisons'],
      '2': ['Nouveautés du produit', 'Ce qui est nouveau et comment s’en servir'],
    },
  },
};
