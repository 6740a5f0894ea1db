import './demo.css';
import { render } from 'preact';
import { Dashboard } from './dashboard.tsx';
import { Messenger } from './messenger.tsx';
import { type DemoConfig, openSession } from './messenger-api.ts';

const root = document.getElementById('app') ?? document.body;
const answer = await fetch('config.json');
const config: DemoConfig = await answer.json();

render(
  <>
    <Dashboard name={config.user.name} />
    <Messenger open={() => openSession(config)} />
  </>,
  root,
);
