import { directContract } from './direct.ts';

directContract('messenger', '200000000000009');
