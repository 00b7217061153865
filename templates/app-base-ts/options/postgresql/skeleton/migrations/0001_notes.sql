create table notes (
  id bigint generated always as identity primary key,
  text text not null check (char_length(text) between 1 and 500),
  created timestamptz not null default now()
);
