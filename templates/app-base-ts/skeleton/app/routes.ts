import { index, type RouteConfig{% if values.postgresql or values.media %}, route{% endif %} } from '@react-router/dev/routes';

export default [
  index('routes/home.tsx'),
{%- if values.postgresql %}
  route('notes', 'routes/notes.tsx'),
{%- endif %}
{%- if values.media %}
  route('media', 'routes/media.tsx'),
{%- endif %}
] satisfies RouteConfig;
