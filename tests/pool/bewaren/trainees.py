"""The person of the test as trainee, mentor and writer, in every table of the room."""

PLANT = (
    "INSERT INTO traineeprogramma (id, verband, organisatie, naam, convenant, omschrijving,"
    " blokken, plaatsen, uren_per_week, aanmelden_tot, status, aangeboden, gewijzigd_op, versie)"
    " VALUES (:k, :v, :bee, 'x', 'x', '', '[{\"van\": \"2026-03-01\", \"tot\": \"2026-05-31\"}]',"
    " 1, 36, '2026-02-01', 'vastgesteld', false, :op, 1)",
    "INSERT INTO traineementor (id, programma_id, medewerker, organisatie, ervaring, hoogstens,"
    " status, gewijzigd_op, versie)"
    " VALUES (:k, :k, :p, :aa, '{water}', 1, 'beschikbaar', :op, 1)",
    "INSERT INTO trainee (id, programma_id, medewerker, thuisorganisatie, in_dienst_voor, status,"
    " organisaties, lagen, onderwerpen, mentor_id, mentor_reden, gewijzigd_op, versie)"
    " VALUES (:w, :k, :p, :aa, 'eigen_werk', 'deelnemer', '{}', '{}', '{}', :k, :g, :op, 1)",
    "INSERT INTO traineerooster (id, programma_id, peildatum, invoer_hash, status,"
    " berekening_percentage, poging, gemaakt_op, versie)"
    " VALUES (:k, :k, '2026-02-02', 'x', 'vastgesteld', 100, 1, :op, 1)",
    "INSERT INTO traineerooster (id, programma_id, peildatum, invoer, invoer_hash, status,"
    " berekening_percentage, poging, gemaakt_op, versie) VALUES (gen_random_uuid(), :k,"
    " '2026-02-02', jsonb_build_object('id', CAST(:w AS text)), 'x', 'in_berekening', 0, 1, :op,"
    " 1)",
    "INSERT INTO traineeplaats (rooster_id, trainee_id, blok, organisatie, uitleg, reden, op,"
    ' inzet_id) VALUES (:k, :w, 1, :bee, \'{"code": "mens"}\', :g, :op, :i)',
    "INSERT INTO traineeuitleg (rooster_id, trainee_id, wensen) VALUES (:k, :w, '[]')",
    "INSERT INTO blokevaluatie (trainee_id, blok, rol, schrijver, geleerd, anders, zicht, op,"
    " versie) VALUES (:w, 1, 'trainee', :p, :g, :g, 'elkaar', :op, 1)",
)
