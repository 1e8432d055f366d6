/** Files that hold the very photo that the project has already, and a way to that photo. */
import { ArrowRight } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { countOf, fileName, folderOf, formatCount } from '../format.ts';
import { useCall } from '../queries.ts';
import { useNavigation } from '../state/navigation.ts';
import './duplicates.css';

/** As many as are shown at first, and with every further click; the most that one call gives. */
const PAGE = 100;
const MOST = 500;

export function Duplicates({ close }: { close(): void }) {
  const [limit, setLimit] = useState(PAGE);
  const { data } = useCall('project.duplicates', { offset: 0, limit });
  const rest = data ? data.total - data.rows.length : 0;
  return (
    <Dialog title="Photos found twice" width={640} onClose={close}>
      <div className="dialog-body">
        <p className="duplicates-about">
          {data && `${countOf(data.total, 'file')} with the same bytes as a photo of the project. `}
          Faces and labels are kept once, with the photo that came first.
        </p>
        <ul className="duplicates scroll" aria-label="Photos found twice">
          {data?.rows.map(({ path, image, original }) => (
            <li key={path}>
              <div>
                <p className="selectable ellipsis" data-tip={path}>
                  {fileName(path)} <small>{folderOf(path)}</small>
                </p>
                <p className="selectable ellipsis" data-tip={original}>
                  <small>
                    is {fileName(original)} in {folderOf(original)}
                  </small>
                </p>
              </div>
              <Button
                look="quiet"
                icon={ArrowRight}
                aria-label={`Open ${fileName(original)}`}
                onClick={() => {
                  close();
                  useNavigation.getState().go({ name: 'editor', image });
                }}
              >
                Open photo
              </Button>
            </li>
          ))}
        </ul>
        {rest > 0 && limit < MOST && (
          <Button look="quiet" onClick={() => setLimit(Math.min(MOST, limit + PAGE))}>
            Show more of {formatCount(rest)}
          </Button>
        )}
        {rest > 0 && limit >= MOST && <p className="duplicates-about">{countOf(rest, 'more file')} not shown.</p>}
      </div>
    </Dialog>
  );
}
