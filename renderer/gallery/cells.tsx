/** A photo and a face as cells of the gallery. */
import { Check, ImageOff, type LucideIcon, ScanFace, TriangleAlert, UserX, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { FaceRow } from '../../electron/shared/domain/face.ts';
import { type Image, type ImageState, imageState } from '../../electron/shared/domain/image.ts';
import { cropUrl, thumbUrl } from '../api.ts';
import { fileName } from '../format.ts';
import { strings } from '../strings/strings.ts';
import './cells.css';

const words = strings.gallery;

/** Cells narrower than this show no words. CSS pixels. */
const SMALLEST_WITH_TEXT = 112;
const CAPTION = 22;
export const captionHeight = (cell: number): number => (cell < SMALLEST_WITH_TEXT ? 0 : CAPTION);

/** The core keeps pictures of the first size from the start; larger ones are made when they are asked for. */
const PICTURE = 256;
const LARGE_PICTURE = 512;

/** A picture that is sharp at `width` CSS pixels, over the small one until it is there. */
export function Picture({ url, width }: { url(size: number): string; width: number }) {
  const [broken, setBroken] = useState<string | null>(null);
  const large = width * devicePixelRatio > PICTURE;
  const src = url(large ? LARGE_PICTURE : PICTURE);
  if (broken === src) return <ImageOff aria-hidden className="cell-broken" />;
  const style = large ? { backgroundImage: `url("${url(PICTURE)}")` } : undefined;
  return (
    <img
      src={src}
      alt=""
      style={style}
      decoding="async"
      fetchPriority="low"
      draggable={false}
      onError={() => setBroken(src)}
    />
  );
}

/** Photos of one series differ at the end of their names: so many characters of it are never cut off. */
const NAME_END = 8;

function FileName({ path }: { path: string }) {
  const name = fileName(path);
  return (
    <span className="cell-name">
      <span className="ellipsis">{name.slice(0, -NAME_END)}</span>
      {name.slice(-NAME_END)}
    </span>
  );
}

interface Mark {
  /** Nothing is shown where nothing has happened yet. */
  icon: LucideIcon | null;
  /** In words, for tooltips and assistive technology. */
  says(image: Image): string;
  shows(image: Image): ReactNode;
}

const MARKS = {
  unsearched: { icon: null, says: () => words.photoSays.unsearched, shows: () => null },
  empty: { icon: UserX, says: () => words.photoSays.empty, shows: () => null },
  open: {
    icon: ScanFace,
    says: (image) => words.photoSays.open(image.openFaces, image.faces),
    shows: (image) => (image.openFaces === image.faces ? image.faces : `${image.openFaces}/${image.faces}`),
  },
  done: {
    icon: Check,
    says: (image) => words.photoSays.done(image.faces),
    shows: (image) => image.faces,
  },
  problem: {
    icon: TriangleAlert,
    says: (image) => words.photoSays[image.file === 'missing' ? 'missing' : 'changed'],
    shows: () => null,
  },
} satisfies Record<ImageState, Mark>;

export const photoName = (image: Image): string =>
  words.photoNamed(fileName(image.path), MARKS[imageState(image)].says(image));

export function drawPhoto(image: Image, width: number): ReactNode {
  const state = imageState(image);
  const { icon: Icon, says, shows } = MARKS[state];
  return (
    <>
      <div className="cell-picture" style={{ height: width }}>
        <Picture url={(size) => thumbUrl(image.hash, size)} width={width} />
        {Icon && (
          <span className={`cell-mark cell-mark-${state}`} data-tip={says(image)}>
            <Icon aria-hidden />
            {shows(image)}
          </span>
        )}
      </div>
      {captionHeight(width) > 0 && (
        <div className="cell-caption">
          <FileName path={image.path} />
        </div>
      )}
    </>
  );
}

export const faceName = (face: FaceRow): string => words.faceNamed(fileName(face.path), words.verdicts[face.review]);

export function drawFace(face: FaceRow, width: number): ReactNode {
  const Icon = face.review === 'rejected' ? X : Check;
  return (
    <>
      <div className={`cell-picture cell-face-${face.review}`} style={{ height: width }}>
        <Picture url={(size) => cropUrl(face.hash, face.box, size)} width={width} />
        {face.review !== 'open' && (
          <span className={`cell-mark cell-mark-${face.review}`} data-tip={words.verdicts[face.review]}>
            <Icon aria-hidden />
          </span>
        )}
      </div>
      {captionHeight(width) > 0 && (
        <div className="cell-caption">
          <FileName path={face.path} />
          <small data-tip={words.score}>{face.score === null ? words.drawn : face.score.toFixed(2)}</small>
        </div>
      )}
    </>
  );
}
