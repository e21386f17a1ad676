import type { Generated } from 'kysely';

export type AttachmentTables = {
  attachment: {
    id: Generated<number>;
    shop_id: number;
    message_id: number;
    mime: string;
    bytes: Buffer;
    created_at: Date;
  };
};
