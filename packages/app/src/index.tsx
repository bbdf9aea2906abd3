import '@backstage/cli/asset-types';
// First of all imports: it must run before any MUI 5 component is created.
import './classNames';
import ReactDOM from 'react-dom/client';
import App from './App';
import '@backstage/ui/css/styles.css';

ReactDOM.createRoot(document.getElementById('root')!).render(App.createRoot());
