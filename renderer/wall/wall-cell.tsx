/** A face on the wall: the crop, what is said, and how sure it is. */
import { UserRound } from 'lucide-react';
import type { ReactNode } from 'react';
import type { FacetRow } from '../../electron/shared/domain/facet.ts';
import { cropUrl } from '../api.ts';
import { fileName } from '../format.ts';
import { Picture } from '../gallery/cells.tsx';
import { strings } from '../strings/strings.ts';
import { valueWords } from './subjects.ts';
import './wall-cell.css';

export const CAPTION = 22;

export const wallName =
  (facet: string) =>
  (row: FacetRow): string =>
    strings.wall.faceSays(fileName(row.path), valueWords(facet, row.annotation));

export const drawWallFace =
  (facet: string) =>
  (row: FacetRow, width: number): ReactNode => {
    const said = valueWords(facet, row.annotation);
    const byPerson = row.annotation !== null && row.annotation.origin.kind === 'person';
    return (
      <>
        <div className="cell-picture" style={{ height: width }}>
          <Picture url={(size) => cropUrl(row.hash, row.box, size)} width={width} />
        </div>
        <div className="cell-caption wall-caption">
          <span className="ellipsis">{said}</span>
          {byPerson ? (
            <span data-tip={strings.wall.person} className="wall-person">
              <UserRound aria-label={strings.wall.person} />
            </span>
          ) : (
            // Of what nobody has said there is nothing to be sure of.
            row.annotation && <small data-tip={strings.wall.score}>{row.facetScore.toFixed(2)}</small>
          )}
        </div>
      </>
    );
  };
