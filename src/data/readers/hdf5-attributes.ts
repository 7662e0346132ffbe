/** Attributes that say more about the data than Galaxy10 files do: names of the classes, letters of the bands, whether they are synthetic. */
import type { Attribute, Dataset, File as HdfFile, Metadata } from 'h5wasm';

/** Attributes larger than this are not what they are looked for; they are not read. */
const mostBytes = 65536;

interface Described {
  classNames: string[] | null;
  bands: string[] | null;
  synthetic: boolean;
}

/** Looks at the file first, then at the labels, then at the pictures. */
export function readDescription(root: HdfFile, labels: Dataset, images: Dataset): Described {
  const places = [root, labels, images].map((place) => place.attrs);
  const find = (name: string): unknown => {
    for (const attributes of places) {
      const attribute = attributes[name];
      if (attribute && isHarmless(attribute)) return attribute.value;
    }
    return undefined;
  };
  const synthetic = find('synthetic');
  return {
    classNames: asStrings(find('class_names')),
    bands: asStrings(find('bands')),
    synthetic: Number(ArrayBuffer.isView(synthetic) ? Array.from(synthetic as Uint8Array)[0] : synthetic) === 1,
  };
}

const plainNumber = 0; // H5T_INTEGER
const text = 3; // H5T_STRING
const truth = 8; // H5T_ENUM, as h5py stores booleans

function isHarmless({ metadata }: Attribute): boolean {
  const { type, size, total_size }: Metadata = metadata;
  return (type === plainNumber || type === text || type === truth) && size * total_size <= mostBytes;
}

function asStrings(value: unknown): string[] | null {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string') ? value : null;
}
