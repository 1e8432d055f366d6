/** Files that hold the very photo that the project has already, and a way to that photo. */
import { ArrowRight } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { fileName, folderOf, formatCount } from '../format.ts';
import { useCall } from '../queries.ts';
import { useNavigation } from '../state/navigation.ts';
import { strings } from '../strings/strings.ts';
import './duplicates.css';

const words = strings.window;

/** As many as are shown at first, and with every further click; the most that one call gives. */
const PAGE = 100;
const MOST = 500;

export function Duplicates({ close }: { close(): void }) {
  const [limit, setLimit] = useState(PAGE);
  const { data } = useCall('project.duplicates', { offset: 0, limit });
  const rest = data ? data.total - data.rows.length : 0;
  return (
    <Dialog title={words.twice} width={640} onClose={close}>
      <div className="dialog-body">
        <p className="duplicates-about">
          {data && words.twiceCount(data.total)} {words.twiceAbout}
        </p>
        <ul className="duplicates scroll" aria-label={words.twice}>
          {data?.rows.map(({ path, image, original }) => (
            <li key={path}>
              <div>
                <p className="selectable ellipsis" data-tip={path}>
                  {fileName(path)} <small>{folderOf(path)}</small>
                </p>
                <p className="selectable ellipsis" data-tip={original}>
                  <small>{words.isIn(fileName(original), folderOf(original))}</small>
                </p>
              </div>
              <Button
                look="quiet"
                icon={ArrowRight}
                aria-label={words.open(fileName(original))}
                onClick={() => {
                  close();
                  useNavigation.getState().go({ name: 'editor', image });
                }}
              >
                {words.openPhoto}
              </Button>
            </li>
          ))}
        </ul>
        {rest > 0 && limit < MOST && (
          <Button look="quiet" onClick={() => setLimit(Math.min(MOST, limit + PAGE))}>
            {words.moreOf(formatCount(rest))}
          </Button>
        )}
        {rest > 0 && limit >= MOST && <p className="duplicates-about">{words.notShown(rest)}</p>}
      </div>
    </Dialog>
  );
}
