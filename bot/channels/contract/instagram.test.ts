import { directContract } from './direct.ts';

directContract('instagram', '17841400000000009');
