//! Every embedded file is what the program takes it for: what is checked here may be `expect`ed there.

use std::path::Path;

use legation::ingest;
use legation::lexicon::{Lexicon, Standing, StateForm, Tables, lexicon};
use legation::model::{BlockKind, Subkind};

#[test]
fn every_table_is_strict_tsv() {
    let outcome = Lexicon::from_tables(&Tables::EMBEDDED);
    assert!(outcome.is_ok(), "{}", outcome.unwrap_err());
}

#[test]
fn no_list_lies_about_unread() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut source = String::new();
    let mut folders = vec![here.join("src")];
    while let Some(folder) = folders.pop() {
        for path in folder.read_dir().unwrap().map(|e| e.unwrap().path()) {
            match path.is_dir() {
                true => folders.push(path),
                false => source += &std::fs::read_to_string(path).unwrap_or_default(),
            }
        }
    }
    for entry in here.join("assets/lexicon").read_dir().unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(
            source.contains(&name),
            "nothing reads assets/lexicon/{name}"
        );
    }
}

#[test]
fn every_code_of_a_state_is_one_of_the_table() {
    let states = &lexicon().states;
    let known = |iso: &str, of: &str| assert!(states.get(iso).is_some(), "{iso} of {of}");
    for (name, place) in lexicon().places.names().iter() {
        place.states.iter().for_each(|iso| known(iso, name));
    }
    for (name, found) in lexicon().organizations.names().iter() {
        let organization = lexicon().organizations.get(*found).unwrap();
        organization.state.iter().for_each(|iso| known(iso, name));
    }
    for (name, medium) in lexicon().organizations.media().iter() {
        medium.run_by.iter().for_each(|iso| known(iso, name));
    }
    for (name, asset) in lexicon().assets.names().iter() {
        asset.made_in.iter().for_each(|iso| known(iso, name));
    }
    for prefix in Tables::EMBEDDED
        .hulls
        .lines()
        .filter(|l| !l.starts_with('#'))
    {
        let prefix = prefix.split('\t').next().unwrap();
        let hull = lexicon().assets.hull(prefix).unwrap();
        hull.iter().for_each(|iso| known(iso, prefix));
    }
    for row in Tables::EMBEDDED
        .epithets
        .lines()
        .filter(|l| !l.starts_with('#'))
    {
        let (epithet, codes) = row.split_once('\t').unwrap();
        codes.split('|').for_each(|iso| known(iso, epithet));
    }
}

#[test]
fn every_state_has_people_and_a_capital() {
    let states = &lexicon().states;
    let with_demonym: Vec<_> = states
        .names()
        .iter()
        .filter(|(_, name)| matches!(name.form, StateForm::Demonym | StateForm::People))
        .map(|(_, name)| name.iso)
        .collect();
    let mut without = Vec::new();
    for state in states.iter() {
        let sovereign = state.standing == Standing::State;
        // The Congos, the Dominicas and the Vatican share or lack a demonym.
        if sovereign && !with_demonym.contains(&state.iso) {
            without.push(state.iso);
        }
    }
    assert_eq!(without, ["COG", "DMA", "VAT"]);
}

#[test]
fn subkinds_fit_their_tables() {
    for (name, place) in lexicon().places.names().iter() {
        let fits = [
            Subkind::City,
            Subkind::Region,
            Subkind::Water,
            Subkind::Building,
        ];
        assert!(fits.contains(&place.subkind), "{name}");
    }
    for (name, asset) in lexicon().assets.names().iter() {
        let fits = [
            Subkind::Ship,
            Subkind::Aircraft,
            Subkind::Missile,
            Subkind::Vehicle,
            Subkind::AirDefence,
            Subkind::Base,
            Subkind::Site,
        ];
        assert!(fits.contains(&asset.subkind), "{name}");
    }
}

/// Every sample, by file name.
fn samples() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples");
    let files = folder
        .read_dir()
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut samples: Vec<_> = files
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, std::fs::read(&path).unwrap())
        })
        .collect();
    samples.sort();
    samples
}

#[test]
fn every_sample_is_a_whole_page_and_says_that_it_is_fiction() {
    for (name, bytes) in samples() {
        let article = ingest::article(&name, &bytes).unwrap();
        assert!(article.publisher.is_some(), "{name}");
        assert!(
            article.published.is_some_and(|p| p.date.year == 2031),
            "{name}"
        );
        let fiction = "This is a fictional article for trying out the program.";
        assert!(article.text.contains(fiction), "{name}");
        let n_words = article.text.split_whitespace().count();
        assert!((350..=700).contains(&n_words), "{name} has {n_words} words");
        let wanted = [
            BlockKind::Headline,
            BlockKind::Byline,
            BlockKind::Dateline,
            BlockKind::Caption,
            BlockKind::Repeat,
        ];
        // The byline of one paper stands in its dateline.
        let n_found = wanted
            .iter()
            .filter(|kind| article.blocks.iter().any(|block| block.kind == **kind))
            .count();
        assert!(n_found >= 4, "{name}");
    }
}

#[test]
fn the_samples_come_as_files_do() {
    let samples = samples();
    let n_samples = |is: fn(&[u8]) -> bool| samples.iter().filter(|(_, b)| is(b)).count();
    assert!(samples.len() >= 8);
    assert_eq!(
        n_samples(|b| b.starts_with(b"\xff\xfe")),
        1,
        "UTF-16 with a mark"
    );
    assert_eq!(n_samples(|b| b.windows(2).any(|w| w == b"\r\n")), 1, "CRLF");
    let legacy = |b: &[u8]| std::str::from_utf8(b).is_err() && !b.starts_with(b"\xff\xfe");
    assert_eq!(n_samples(legacy), 1, "Windows-1252");
}

/// ISO 3166-1 alpha-3, all 249.
const ISO: &str = "ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR BHS \
BIH BLM BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV CRI CUB CUW CXR \
CYM CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY GHA GIB GIN GLP \
GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR JPN \
KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA MDG MDV MEX MHL MKD MLI \
MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR NPL NRU NZL OMN PAK PAN PCN PER \
PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP SGS SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD \
STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKL TKM TLS TON TTO TUN TUR TUV TWN TZA UGA UKR UMI URY USA UZB \
VAT VCT VEN VGB VIR VNM VUT WLF WSM YEM ZAF ZMB ZWE";

#[test]
fn no_country_is_left_out() {
    let codes: Vec<_> = ISO.split_whitespace().collect();
    assert_eq!(codes.len(), 249);
    for iso in codes {
        assert!(lexicon().states.get(iso).is_some(), "{iso}");
    }
}
