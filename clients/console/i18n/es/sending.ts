export const sending = {
  about: 'Si los mensajes salen, qué los retiene y qué hacer.',
  until: 'hasta {{time}}',
  code: 'código {{code}}',
  stopped: {
    platform: 'Ahora no se envía nada: la plataforma ha parado los envíos.',
    organization: 'Ahora no se envía nada: los envíos de la organización están parados.',
    brand: 'Ahora no se envía nada: los envíos de esta marca están parados.',
    see: 'Ver qué retiene los envíos',
  },
  scope: {
    title: 'Todos los envíos',
    sends: 'Envía',
    stopped: 'Parado',
    platform: 'La plataforma',
    platformAbout: 'Sigue por sí sola en cuanto lo permita la gente de la plataforma.',
    organizationAbout: 'Todas las marcas y números de la organización.',
    brandAbout: 'Todos los números de esta marca.',
    everythingAbout: 'Todos los números, campañas y respuestas.',
    stop: 'Parar los envíos',
    stopOf: 'Parar los envíos de {{name}}',
    resume: 'Seguir',
    resumeOf: 'Seguir con los envíos de {{name}}',
    stopTitle: '¿Parar los envíos de {{name}}?',
    stopAbout: 'Campañas y respuestas esperan; lo que va camino de Meta llega. No se pierde nada.',
    reason: 'Motivo',
    reasonHint: 'Lo ve tu equipo. Puede quedar vacío.',
  },
  limit: {
    title: 'Permitido por la plataforma',
    about: 'Cuando se agota, las campañas esperan; las respuestas de personas van primero.',
    minute: 'Este minuto',
    hour: 'Esta hora',
    day: 'Hoy',
    used: '{{sent}} de {{limit}}',
    waits: 'Los envíos siguen a las {{time}}. Si pasa a menudo, pide más a la gente de la plataforma.',
  },
  number: {
    title: 'Números',
    empty: 'No hay ningún número conectado',
    waiting: 'En espera',
    unknown: 'Sin respuesta',
    rate: 'Velocidad',
    perSecond: '{{count}}/s',
    sends: 'Envía a toda velocidad',
    ready: 'Listo, pero todos los envíos están parados',
    pause: 'Pausar',
    pauseOf: 'Pausar {{name}}',
    resume: 'Reanudar',
    resumeOf: 'Reanudar {{name}}',
  },
  hindrance: {
    disconnected: {
      title: 'Sin conexión',
      todo: 'Conecta el número de nuevo con un token válido.',
    },
    paused: {
      title: 'En pausa',
      todo: 'De este número no sale nada. Las campañas se pueden pasar a otro número en sus páginas; reanúdalo cuando pueda enviar.',
    },
    breaker: {
      title: 'Meta no responde',
      todo: 'No hay que hacer nada: un mensaje lo intenta de vez en cuando y los envíos siguen en cuanto Meta responda.',
    },
    rests: {
      title: 'Descansa',
      todo: 'Meta lo encontró demasiado rápido. Sigue por sí solo; si pasa a menudo, escribe a menos personas a la vez.',
    },
    slow: {
      title: 'Más lento por ahora',
      todo: 'Vuelve a toda velocidad por sí solo en unos minutos.',
    },
  },
  held: {
    ban: {
      title: 'Bloqueado por Meta',
      todo: 'Recurre en el soporte de Meta Business. Vuelve a enviar cuando Meta levante el bloqueo.',
    },
    disconnected: {
      title: 'Desconectado en Meta',
      todo: 'Registra el número en Meta y conéctalo aquí otra vez.',
    },
    restriction: {
      title: 'Restringido por Meta',
      todo: 'Meta limita la cuenta por su calidad o por sus normas. Mira la página de calidad de la cuenta en Meta; termina cuando Meta lo indique.',
    },
    policy: {
      title: 'Contra las normas de Meta',
      todo: 'Lee el motivo en la página de calidad de la cuenta de Meta y pide allí una revisión. Reanuda cuando Meta lo haya levantado.',
    },
    review: {
      title: 'En revisión en Meta',
      todo: 'No hay que hacer nada más que esperar la decisión de Meta.',
    },
    payment: {
      title: 'Pago en Meta',
      todo: 'Arregla el método de pago en la configuración del negocio de Meta. Después reanuda el número.',
    },
    refused: {
      title: 'Rechazado por Meta',
      todo: 'El token o el registro del número ya no es válido. Conéctalo de nuevo y después reanúdalo.',
    },
  },
};
