import { productDepositBack, setProductDeposit } from './deposit.ts';
import { keepPhoto } from './photo.ts';
import { priceBack, setPrice } from './price.ts';
import { createProduct, listProducts, removeProduct } from './products.ts';

/** Everything a member does with the catalogue. */
export const CATALOGUE_TOOLS = [
  listProducts,
  createProduct,
  setPrice,
  setProductDeposit,
  keepPhoto,
  removeProduct,
  priceBack,
  productDepositBack,
];
