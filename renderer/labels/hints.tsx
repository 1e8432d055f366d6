/** What checks across the tasks find in a face: quiet lines, with a button where mending is safe. */
import { Lightbulb, Wrench } from 'lucide-react';
import { memo, useMemo } from 'react';
import { findingsOf, fixOf } from '../../electron/shared/domain/checks/checks.ts';
import type { Face } from '../../electron/shared/domain/face.ts';
import { IconButton } from '../components/button.tsx';
import type { Editor } from '../editor/editor.ts';
import { say } from '../editor/patches.ts';
import { strings } from '../strings/strings.ts';
import { plainWords } from './words.ts';

const words = strings.checks;

export const Hints = memo(function Hints({ face, editor }: { face: Face; editor: Editor }) {
  const hints = useMemo(
    () => findingsOf(face.annotations).map((finding) => ({ ...finding, fix: fixOf(finding.check, face.annotations) })),
    [face.annotations],
  );
  if (hints.length === 0) return null;
  return (
    <ul className="hints" aria-label={words.found(hints.length)}>
      {hints.map(({ check, where, fix }) => (
        <li key={check}>
          <Lightbulb className="hint-mark" aria-hidden />
          <span>{words.sentences[check](where.map(plainWords).join(', '))}</span>
          {fix && (
            <IconButton
              icon={Wrench}
              label={`${words.fix}: ${words.names[check]}`}
              onClick={() => editor.apply(say(face, fix, editor.state.person))}
            />
          )}
        </li>
      ))}
    </ul>
  );
});
