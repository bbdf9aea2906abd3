export interface Config {
  idpOrchestrator?: {
    environments?: {
      [name: string]: {
        /** @visibility frontend */
        title?: string;
        /**
         * The colour by which the portal marks the environment, as `#rrggbb`.
         * Red for production when absent.
         * @visibility frontend
         */
        color?: string;
        /**
         * Whether the portal wants the environment's name typed before it
         * changes something there. True for `production` when absent.
         * @visibility frontend
         */
        typedConfirmation?: boolean;
      };
    };
  };
}
