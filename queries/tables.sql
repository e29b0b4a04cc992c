-- What the twins share: the consolidated tables as the graph shows them, and the terms that answers hold.
--
-- Each table of a release is a view of its own name. A triple is stated once, however many rows state it: so what is
-- not keyed by its row (topics, relations, partners) is read without repetition. A key names an entity of one class.

-- IRI of an entity; a code of a vocabulary as it stands in its IRI; a text in a language.
CREATE MACRO entity(class, key) AS {'iri': getvariable('base') || 'id/' || class || '/' || url_encode(key)};
CREATE MACRO code(value) AS url_encode(value);

-- Whole numbers divided as SPARQL does it: to 18 decimal places, the rest cut off; for quotients below 10.
CREATE MACRO quotient(part, whole) AS
  (part::HUGEINT * 1000000000000000000 // whole)::DECIMAL(19, 0) * 0.000000000000000001::DECIMAL(19, 18);
-- The largest whole number that is not above the quotient; the nearest one, halves upwards.
CREATE MACRO floor_quotient(part, whole) AS
  part // whole - CASE WHEN part % whole <> 0 AND (part < 0) <> (whole < 0) THEN 1 ELSE 0 END;
CREATE MACRO nearest(part, whole) AS floor_quotient(2 * part::HUGEINT + whole, 2 * whole::HUGEINT);

-- Every region, within itself and within each wider one.
CREATE VIEW place AS
  SELECT region, within FROM containment UNION SELECT key, key FROM region;

CREATE VIEW partner AS
  SELECT DISTINCT project, organisation FROM participation;

CREATE VIEW topic_of AS
  SELECT DISTINCT subject_class, subject, scheme, code FROM topic;

CREATE VIEW link AS
  SELECT DISTINCT subject_class, subject, predicate, object_class, object FROM relation;

-- Specialisation domains that the strategies of a region declare, once per priority.
CREATE VIEW declared AS
  SELECT strategy.region, priority.key AS priority, topic_of.code AS domain
  FROM priority
  JOIN strategy ON strategy.key = priority.strategy
  JOIN topic_of ON topic_of.subject = priority.key AND subject_class = 'priority' AND scheme = 's3-domain';

-- Records behind a fact: the one that states it, and those that agree.
CREATE MACRO records_of(class, facts) AS TABLE
  SELECT key AS fact, record FROM query_table(facts)
  UNION
  SELECT subject, record FROM derivation WHERE subject_class = class;
