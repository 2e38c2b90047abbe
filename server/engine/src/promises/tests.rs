//! Which sentences promise an attachment, and which only speak of one.

use super::find;

#[test]
fn promises_are_told_from_mentions() {
    for (text, promised) in [
        ("Meegestuurd vind je de offerte.", true),
        ("My notes are attached.", true),
        ("Zie bijlage voor de stukken.", true),
        ("In de bijlage vind je de cijfers.", true),
        ("Hierbij de stukken.", true),
        ("Bijgaand ontvangt u de jaarrekening.", true),
        ("Hierbij stuur ik u de conceptaangifte.", true),
        ("Bijgevoegd het rapport.", true),
        ("Please find attached the report.", true),
        ("See attachment.", true),
        ("De stukken zijn bijgevoegd", true),
        ("I have attached the report.", true),
        ("Ik stuur de stukken morgen zonder bijlage via het portaal.", false),
        ("Bedankt voor uw bijlage.", false),
        ("In de bijlage van mijn vorige mail staat het.", false),
        ("Kunt u de bijlage nog eens sturen?", false),
        ("Hierbij bevestig ik onze afspraak.", false),
        ("Hierbij de gegevens: Jansstraat 4, Zeist.", false),
        ("Hierbij de stukken voor donderdag.", true),
        (
            "Zoals wij bij u op kantoor hebben afgesproken, stuur ik u hierbij alle\nstukken over 2025.",
            true,
        ),
        ("Kijk op https://x.example/attachment.cgi?id=1", false),
        ("Hierbij de notulen van maandag.", true),
        ("Hierbij bevestig ik dat de stukken donderdag komen.", false),
        ("De bijlage volgt morgen.", false),
        ("De bijlage stuur ik u volgende week.", false),
        ("Ik mis nog een bijlage bij uw mail.", false),
        ("De planning staat hieronder.", false),
        ("This is a filetage system.", false),
        ("Na de briefing bel ik.", false),
        ("Ik heb uw bijlage niet ontvangen.", false),
        ("Hierbij ontvangt u uw jaarrekening.", true),
        ("Bijgaand treft u uw aangifte aan.", true),
        ("Bijgaand de volmacht.", true),
        ("Hierbij stuur ik u graag onze offerte.", true),
        ("Hierbij het rapport waar je gisteren om vroeg.", true),
        ("Kunt u bijgevoegde overeenkomst tekenen?", true),
        ("Als bijlage stuur ik je de planning.", true),
        ("Zie de bijlagen 1 en 2.", true),
        ("Bijlage: offerte", true),
        ("Bekijk de bijlage rustig.", true),
        ("Hierbij een vraag over de planning.", false),
        ("Hierbij een reactie op het rapport.", false),
        ("Hierbij verklaar ik de jaarrekening te hebben gezien.", false),
        ("Hierbij laat ik u weten dat de aangifte is ingediend.", false),
        ("Hierbij nodig ik u uit voor een presentatie.", false),
        ("Volgens bijlage 3 van de Wet geldt het lage tarief.", false),
        ("Stuur de bonnen maar als bijlage.", false),
        ("Wil je de bijlage ondertekenen?", false),
        ("De bijlage is duidelijk.", false),
        ("I am very attached to this idea.", false),
        ("The report is attached to this mail.", true),
        ("Tot morgen!", false),
    ] {
        assert_eq!(find(text).is_some(), promised, "{text}: {:?}", find(text));
    }
}

/// Where the sender hands something over with this mail, in the words that people use for it.
const PROMISED: &[&str] = &[
    // A verb in two parts, with the sender as its subject.
    "Ik voeg het verslag bij.",
    "Ik voeg de nota toe.",
    "Ik voeg u de nota bij.",
    "Tevens voeg ik een kopie van de akte bij.",
    "Voor de volledigheid voegen wij de statuten bij.",
    "Ik stuur je de akte mee.",
    "We sturen de getekende versie meteen mee.",
    "Ter info stuur ik ook het rapport mee.",
    "De akte die ik meestuur, is nog een concept.",
    "Ik doe er een kopie bij.",
    "Ik doe de akte hierbij.",
    "Ik heb de koopakte toegevoegd als pdf.",
    "Ik heb de stukken meegestuurd.",
    "Heb de lijst bijgevoegd.",
    "De koopakte is als pdf toegevoegd.",
    // Something is handed over.
    "Hierbij doe ik u de verordening toekomen.",
    "Hierbij nog de ontbrekende pagina.",
    "Bij deze de stukken van vorige maand, zoals afgesproken.",
    "Zoals besproken hierbij de deelnemerslijst.",
    "Hereby I send you the deed.",
    "Hereby the documents for Monday.",
    "Herewith the deed.",
    "Here is the signed contract.",
    "Hier zijn de stukken.",
    "Hierbij de volgende stukken:",
    // Something is enclosed.
    "Bijgevoegd: nota.",
    "Bijg. de nota.",
    "Onderstaand en bijgesloten de stukken voor de belastingdienst.",
    "Ingesloten treft u het convenant aan.",
    "Ingesloten de getekende overeenkomst.",
    "Bijgevoegd de stukken, alvast bedankt.",
    "Bijgevoegd uw aangifte, die u nog niet had.",
    "In bijgevoegd formulier kunt u uw keuze aangeven.",
    "Vul het bijgevoegde formulier in en stuur het terug.",
    "Bijgaande stukken graag tekenen en retourneren.",
    "I attach the deed.",
    "I'm attaching the deed for your signature.",
    "We enclose our invoice for May.",
    "Attaching the slides.",
    "PFA the deed.",
    "Enclosed please find our invoice.",
    "Attached you will find the permit.",
    "Here's the file you asked for, attached.",
    "Deed attached.",
    "Everything is attached.",
    "Could you sign the attached deed?",
    "Please see the attached.",
    // The reader is pointed to it.
    "Zie bijl.",
    "Nu met bijlage.",
    "Sorry, nu mét bijlage!",
    "Alsnog de bijlage.",
    "Oeps, bijlage vergeten! Hier is hij.",
    "Sorry, I forgot the attachment. Here it is.",
    "Now with the attachment, sorry.",
    "Please review the attachment.",
    "Kunt u akkoord geven (zie bijlage)?",
    "De jaarrekening (zie bijlage) is klaar.",
    "Zoals beloofd de offerte in de bijlage.",
    "De stukken zitten bij deze mail.",
    "Het testament gaat als bijlage hierbij.",
];

/// Where nothing is promised, each with the reason.
const SILENT: &[(&str, &str)] = &[
    (
        "Zie bijlage A van de huurovereenkomst die u al heeft.",
        "of another paper",
    ),
    ("Zie bijlage 2 bij het contract van vorig jaar.", "of another paper"),
    ("In bijlage 3 van de akte staat de erfgrens.", "of another paper"),
    (
        "U vindt dit in de bijlage van de notulen van 2 mei.",
        "of another paper",
    ),
    ("De bijlage bij de akte noemt dit bedrag.", "of another paper"),
    ("Schedule 1 attached to the lease applies.", "of another paper"),
    ("See the attachment to the agreement of 2 May.", "of another paper"),
    ("In uw bijlage staat een fout op pagina 2.", "the reader's own"),
    ("In jouw bijlage zag ik een typefout.", "the reader's own"),
    ("In de bijlage die u stuurde ontbreekt pagina 2.", "the reader's own"),
    ("The signed copy attached to your mail is fine.", "the reader's own"),
    ("Your attached invoice has been paid.", "the reader's own"),
    ("Uw bijgevoegde stukken zijn compleet.", "the reader's own"),
    ("Ik las in de bijlage dat het bedrag anders is.", "got before"),
    ("De cijfers in de bijlage kloppen.", "talk about one"),
    ("I have reviewed the attached deed.", "got before"),
    ("Ik heb de bijgevoegde stukken gelezen.", "got before"),
    ("Ik zag dat u de verklaring had bijgevoegd.", "the reader did it"),
    ("Fijn dat u de verklaring heeft bijgevoegd.", "the reader did it"),
    ("The form you attached is not signed.", "the reader did it"),
    ("De notaris heeft de akte bijgevoegd.", "somebody else did it"),
    ("Heeft u de verklaring bijgevoegd?", "a question"),
    ("Is het formulier bijgevoegd?", "a question"),
    ("Did you attach the form?", "a question"),
    ("Have you enclosed the receipt?", "a question"),
    ("Voeg je het verslag bij?", "a question"),
    ("Graag de ondertekende verklaring bijvoegen.", "an order"),
    ("Voeg de akte bij.", "an order"),
    ("Stuur de bonnen even mee.", "an order"),
    ("Please attach the receipt.", "an order"),
    ("U dient een kopie van uw rijbewijs bij te voegen.", "an order"),
    ("Het formulier moet bijgevoegd zijn.", "a rule"),
    ("Ik zal de akte morgen meesturen.", "to come"),
    ("I will attach the deed tomorrow.", "to come"),
    ("I'll attach it next week.", "to come"),
    ("Als u akkoord bent, stuur ik de akte later mee.", "to come"),
    (
        "Ik heb het formulier nog niet bijgevoegd; dat doe ik morgen.",
        "to come",
    ),
    ("Oeps, bijlage vergeten! Die volgt morgen.", "to come"),
    ("Ik had de akte bijgevoegd.", "of before"),
    ("De akte was bijgevoegd bij uw brief.", "of before"),
    ("Ik heb de akte bij mijn vorige mail meegestuurd.", "of before"),
    ("I attached the deed to my previous e-mail.", "of before"),
    ("Zie de bijlage bij mijn mail van gisteren.", "of before"),
    ("Ik heb de stukken toegevoegd aan het dossier.", "put elsewhere"),
    ("Ik voeg de stukken toe aan uw dossier.", "put elsewhere"),
    ("Zie de bijlage in het portaal.", "put elsewhere"),
    ("Ik voeg daar graag aan toe dat het haast heeft.", "words are added"),
    ("Ik voeg mij bij de vorige spreker.", "a person joins"),
    ("I attach great importance to this.", "no file"),
    ("The house has an attached garage.", "no file"),
    ("Ik hecht veel waarde aan uw mening.", "no file"),
    ("Het terrein is ingesloten door water.", "no file"),
    ("Ik doe mee.", "no file"),
    ("Hereby I confirm the report is final.", "an act"),
    ("Hierbij geef ik toestemming voor het maken van een kopie.", "an act"),
    ("Hierbij trek ik mijn verklaring in.", "an act"),
    ("Hierbij de agenda: opening, notulen, rondvraag.", "told in the mail"),
    ("Hierbij de agenda:\n1. Opening\n2. Rondvraag", "told in the mail"),
    ("Bij deze mijn antwoord: ja, dat mag.", "told in the mail"),
    ("U schrijft \"zie bijlage\", maar ik zie niets.", "the reader's words"),
    (
        "Je schrijft in je mail zie bijlage, maar er zat niets bij.",
        "the reader's words",
    ),
    ("I see the attachment is missing.", "talk about one"),
    (
        "Het bestemmingsplan ligt met alle bijlagen ter inzage.",
        "talk about one",
    ),
    ("U kunt nu met bijlagen indienen.", "talk about one"),
    ("Dank voor de bijgevoegde stukken.", "thanks"),
    ("Thanks for the attached file in your mail.", "thanks"),
    ("Wij sturen facturen altijd als bijlage.", "a habit"),
    ("Here is where I live.", "no file"),
    ("Hier is het mooi weer.", "no file"),
    ("Hier zijn de stukken online te vinden.", "put elsewhere"),
];

#[test]
fn whoever_hands_something_over_now_promises_it() {
    let missed: Vec<_> = PROMISED.iter().filter(|text| find(text).is_none()).collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn talk_about_attachments_promises_nothing() {
    let taken: Vec<_> = SILENT
        .iter()
        .filter_map(|(text, why)| find(text).map(|found| (text, why, found)))
        .collect();
    assert!(taken.is_empty(), "{taken:#?}");
}

#[test]
fn the_promise_is_quoted_in_whole_words() {
    for (text, quoted) in [
        ("Hierbij de concept-akte.", "Hierbij de concept-akte"),
        ("Ik heb de leveringsakte bijgevoegd.", "heb de leveringsakte bijgevoegd"),
        ("Zie bijlage.", "Zie bijlage"),
    ] {
        assert_eq!(find(text), Some(quoted), "{text}");
    }
}
