/** The dialogs that are open, one above the other. */
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { NewFromDataset } from '../datasets/new-from-dataset.tsx';
import { useCall } from '../queries.ts';
import { closeDialog, type DialogState, useDialogs } from '../state/dialogs.ts';
import { strings } from '../strings/strings.ts';
import { AskText } from './ask-text.tsx';
import { CommandPalette } from './command-palette.tsx';
import { Duplicates } from './duplicates.tsx';
import { FolderChooser } from './folder-chooser.tsx';
import { KeyList } from './key-list.tsx';
import { NewProject } from './new-project.tsx';

function Confirm({ title, message, confirm, answer }: Omit<Extract<DialogState, { name: 'confirm' }>, 'name'>) {
  const footer = (
    <>
      <Button autoFocus onClick={() => answer(false)}>
        {strings.window.cancel}
      </Button>
      <Button look="danger" onClick={() => answer(true)}>
        {confirm}
      </Button>
    </>
  );
  return (
    <Dialog title={title} width={420} onClose={() => answer(false)} footer={footer}>
      <p className="dialog-body">{message}</p>
    </Dialog>
  );
}

function OneDialog({ dialog }: { dialog: DialogState }) {
  const home = useCall('app.info').data?.home;
  const close = () => closeDialog(dialog);
  /** Closes before it answers: the answer may open the next one. */
  const answered =
    <Value,>(answer: (value: Value) => void) =>
    (value: Value) => {
      close();
      answer(value);
    };
  switch (dialog.name) {
    case 'palette':
      return <CommandPalette close={close} />;
    case 'keys':
      return <KeyList close={close} />;
    case 'duplicates':
      return <Duplicates close={close} />;
    case 'new-project':
      return home !== undefined && <NewProject home={home} photos={dialog.photos} files={dialog.files} close={close} />;
    case 'new-from-dataset':
      return home !== undefined && <NewFromDataset home={home} dataset={dialog.dataset} close={close} />;
    case 'choose-folder':
      return <FolderChooser {...dialog} answer={answered(dialog.answer)} />;
    case 'ask-text':
      return <AskText {...dialog} answer={answered(dialog.answer)} />;
    case 'confirm':
      return <Confirm {...dialog} answer={answered(dialog.answer)} />;
  }
}

export function Dialogs() {
  const stack = useDialogs((state) => state.stack);
  return stack.map((dialog) => <OneDialog key={dialog.name} dialog={dialog} />);
}
