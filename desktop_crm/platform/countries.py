"""The names by which a country stands in files: its codes, and what Turkish, English and German call it."""

from __future__ import annotations

from functools import cache
from typing import Final

from desktop_crm.platform.text import fold

_NAMES: Final = """\
AC ASC; Ascension Adası; Ascension Island; Ascension
AD AND; Andorra
AE ARE; Birleşik Arap Emirlikleri; United Arab Emirates; Vereinigte Arabische Emirate; BAE; UAE
AF AFG; Afganistan; Afghanistan
AG ATG; Antigua ve Barbuda; Antigua & Barbuda; Antigua and Barbuda; Antigua und Barbuda
AI AIA; Anguilla
AL ALB; Arnavutluk; Albania; Albanien
AM ARM; Ermenistan; Armenia; Armenien
AO AGO; Angola
AR ARG; Arjantin; Argentina; Argentinien
AS ASM; Amerikan Samoası; American Samoa; Amerikanisch-Samoa
AT AUT; Avusturya; Austria; Österreich
AU AUS; Avustralya; Australia; Australien
AW ABW; Aruba
AX ALA; Åland Adaları; Åland Islands; Ålandinseln
AZ AZE; Azerbaycan; Azerbaijan; Aserbaidschan
BA BIH; Bosna-Hersek; Bosnia & Herzegovina; Bosnia and Herzegovina; Bosnien und Herzegowina; Bosna Hersek; Bosna
BB BRB; Barbados
BD BGD; Bangladeş; Bangladesh; Bangladesch
BE BEL; Belçika; Belgium; Belgien
BF BFA; Burkina Faso
BG BLG; Bulgaristan; Bulgaria; Bulgarien
BH BAH; Bahreyn; Bahrain
BI BDI; Burundi
BJ BEN; Benin
BL BLM; Saint Barthelemy; St. Barthélemy
BM BMU; Bermuda
BN BRN; Brunei; Brunei Darussalam
BO BOL; Bolivya; Bolivia; Bolivien
BQ BES; Karayip Hollandası; Caribbean Netherlands; Karibische Niederlande
BR BRA; Brezilya; Brazil; Brasilien
BS BHS; Bahamalar; Bahamas
BT BTN; Butan; Bhutan
BW BWA; Botsvana; Botswana; Botsuana
BY BLR; Belarus; Beyaz Rusya
BZ BLZ; Belize
CA CAN; Kanada; Canada
CC CCK; Cocos (Keeling) Adaları; Cocos (Keeling) Islands; Kokosinseln
CD COD; Kongo - Kinşasa; Congo - Kinshasa; Kongo-Kinshasa
CF CAF; Orta Afrika Cumhuriyeti; Central African Republic; Zentralafrikanische Republik
CG COG; Kongo - Brazavil; Congo - Brazzaville; Kongo-Brazzaville
CH CHE; İsviçre; Switzerland; Schweiz
CI CIV; Côte d'Ivoire; Fildişi Sahili; Ivory Coast
CK COK; Cook Adaları; Cook Islands; Cookinseln
CL CHL; Şili; Chile
CM CMR; Kamerun; Cameroon
CN CHN; Çin; China
CO COL; Kolombiya; Colombia; Kolumbien
CR CRI; Kosta Rika; Costa Rica
CU CUB; Küba; Cuba
CV CPV; Cabo Verde; Cape Verde
CW CUW; Curaçao
CX CXR; Christmas Adası; Christmas Island; Weihnachtsinsel
CY CYP; Kıbrıs; Cyprus; Zypern
CZ CZE; Çekya; Czechia; Tschechien; Czech Republic; Çek Cumhuriyeti
DE DEU; Almanya; Germany; Deutschland
DJ DJI; Cibuti; Djibouti; Dschibuti
DK DNK; Danimarka; Denmark; Dänemark
DM DMA; Dominika; Dominica
DO DOM; Dominik Cumhuriyeti; Dominican Republic; Dominikanische Republik
DZ DZA; Cezayir; Algeria; Algerien
EC ECU; Ekvador; Ecuador
EE EST; Estonya; Estonia; Estland
EG EGY; Mısır; Egypt; Ägypten
EH ESH; Batı Sahra; Western Sahara; Westsahara
ER ERI; Eritre; Eritrea
ES ESP; İspanya; Spain; Spanien; España
ET ETH; Etiyopya; Ethiopia; Äthiopien
FI FIN; Finlandiya; Finland; Finnland
FJ FJI; Fiji; Fidschi
FK FLK; Falkland Adaları; Falkland Islands; Falklandinseln
FM FSM; Mikronezya; Micronesia; Mikronesien
FO FRO; Faroe Adaları; Faroe Islands; Färöer
FR FRA; Fransa; France; Frankreich
GA GAB; Gabon; Gabun
GB GBR; Birleşik Krallık; United Kingdom; Vereinigtes Königreich; İngiltere; Great Britain; England; UK
GD GRD; Grenada
GE GEO; Gürcistan; Georgia; Georgien
GF GUF; Fransız Guyanası; French Guiana; Französisch-Guayana
GG GGY; Guernsey
GH GHA; Gana; Ghana
GI GIB; Cebelitarık; Gibraltar
GL GRL; Grönland; Greenland
GM GMB; Gambiya; Gambia
GN GIN; Gine; Guinea
GP GLP; Guadeloupe
GQ GNQ; Ekvator Ginesi; Equatorial Guinea; Äquatorialguinea
GR GRC; Yunanistan; Greece; Griechenland
GT GUA; Guatemala
GU GUM; Guam
GW GNB; Gine-Bissau; Guinea-Bissau
GY GUY; Guyana
HK HKG; Çin Hong Kong ÖİB; Hong Kong SAR China; Sonderverwaltungsregion Hongkong; Hong Kong
HN HND; Honduras
HR HRV; Hırvatistan; Croatia; Kroatien
HT HTI; Haiti
HU HUN; Macaristan; Hungary; Ungarn
ID IDN; Endonezya; Indonesia; Indonesien
IE IRL; İrlanda; Ireland; Irland
IL ISR; İsrail; Israel
IM IMN; Man Adası; Isle of Man
IN IND; Hindistan; India; Indien
IO IOT; Britanya Hint Okyanusu Toprakları; British Indian Ocean Territory; Britisches Territorium im Indischen Ozean
IQ IRQ; Irak; Iraq
IR IRN; İran
IS ISL; İzlanda; Iceland; Island
IT ITA; İtalya; Italy; Italien; Italia
JE JEY; Jersey
JM JAM; Jamaika; Jamaica
JO JOR; Ürdün; Jordan; Jordanien
JP JPN; Japonya; Japan
KE KEN; Kenya; Kenia
KG KGZ; Kırgızistan; Kyrgyzstan; Kirgisistan
KH KHM; Kamboçya; Cambodia; Kambodscha
KI KIR; Kiribati
KM COM; Komorlar; Comoros; Komoren
KN KNA; Saint Kitts ve Nevis; St. Kitts & Nevis; St. Kitts and Nevis; St. Kitts und Nevis
KP PRK; Kuzey Kore; North Korea; Nordkorea
KR KOR; Güney Kore; South Korea; Südkorea; Korea
KW KWT; Kuveyt; Kuwait
KY CYM; Cayman Adaları; Cayman Islands; Kaimaninseln
KZ KAZ; Kazakistan; Kazakhstan; Kasachstan
LA LAO; Laos
LB LBN; Lübnan; Lebanon; Libanon
LC LCA; Saint Lucia; St. Lucia
LI LIE; Liechtenstein
LK LKA; Sri Lanka
LR LBR; Liberya; Liberia
LS LSO; Lesotho
LT LTU; Litvanya; Lithuania; Litauen
LU LUX; Lüksemburg; Luxembourg; Luxemburg
LV LVA; Letonya; Latvia; Lettland
LY LBY; Libya; Libyen
MA MOR; Fas; Morocco; Marokko
MC MCO; Monako; Monaco
MD MDA; Moldova; Republik Moldau; Moldavya
ME MNE; Karadağ; Montenegro
MF MAF; Saint Martin; St. Martin
MG MDG; Madagaskar; Madagascar
MH MHL; Marshall Adaları; Marshall Islands; Marshallinseln
MK MKD; Kuzey Makedonya; North Macedonia; Nordmazedonien; Makedonya; Macedonia
ML MLI; Mali
MM MMR; Myanmar (Burma); Myanmar; Burma
MN MNG; Moğolistan; Mongolia; Mongolei
MO MAC; Çin Makao ÖİB; Macao SAR China; Sonderverwaltungsregion Macau; Makao; Macau
MP MNP; Kuzey Mariana Adaları; Northern Mariana Islands; Nördliche Marianen
MQ MTQ; Martinik; Martinique
MR MRT; Moritanya; Mauritania; Mauretanien
MS MSR; Montserrat
MT MLT; Malta
MU MUS; Mauritius
MV MDV; Maldivler; Maldives; Malediven
MW MWI; Malavi; Malawi
MX MEX; Meksika; Mexico; Mexiko
MY MYS; Malezya; Malaysia
MZ MOZ; Mozambik; Mozambique; Mosambik
NA NAM; Namibya; Namibia
NC NCL; Yeni Kaledonya; New Caledonia; Neukaledonien
NE NER; Nijer; Niger
NF NFK; Norfolk Adası; Norfolk Island; Norfolkinsel
NG NGA; Nijerya; Nigeria
NI NIC; Nikaragua; Nicaragua
NL NLD; Hollanda; Netherlands; Niederlande; Holland; The Netherlands
NO NOR; Norveç; Norway; Norwegen
NP NPL; Nepal
NR NRU; Nauru
NU NIU; Niue
NZ NZL; Yeni Zelanda; New Zealand; Neuseeland
OM OMN; Umman; Oman
PA PAN; Panama
PE PER; Peru
PF PYF; Fransız Polinezyası; French Polynesia; Französisch-Polynesien
PG PNG; Papua Yeni Gine; Papua New Guinea; Papua-Neuguinea
PH PHL; Filipinler; Philippines; Philippinen
PK PAK; Pakistan
PL POL; Polonya; Poland; Polen
PM SPM; Saint Pierre ve Miquelon; St. Pierre & Miquelon; St. Pierre and Miquelon; St. Pierre und Miquelon
PR PRI; Porto Riko; Puerto Rico
PS PSE; Filistin Bölgeleri; Palestinian Territories; Palästinensische Autonomiegebiete; Filistin; Palestine
PT PRT; Portekiz; Portugal
PW PLW; Palau
PY PRY; Paraguay
QA QAT; Katar; Qatar
RE REU; Reunion
RO ROU; Romanya; Romania; Rumänien
RS SRB; Sırbistan; Serbia; Serbien
RU RUS; Rusya; Russia; Russland; Russian Federation; Rusya Federasyonu
RW RWA; Ruanda; Rwanda
SA SAU; Suudi Arabistan; Saudi Arabia; Saudi-Arabien
SB SLB; Solomon Adaları; Solomon Islands; Salomonen
SC SYC; Seyşeller; Seychelles; Seychellen
SD SDN; Sudan
SE SWE; İsveç; Sweden; Schweden
SG SGP; Singapur; Singapore
SH SHN; Saint Helena; St. Helena
SI SVN; Slovenya; Slovenia; Slowenien
SJ SJM; Svalbard ve Jan Mayen; Svalbard & Jan Mayen; Svalbard and Jan Mayen; Spitzbergen und Jan Mayen
SK SVK; Slovakya; Slovakia; Slowakei
SL SLE; Sierra Leone
SM SMR; San Marino
SN SEN; Senegal
SO SOM; Somali; Somalia
SR SUR; Surinam; Suriname
SS SSD; Güney Sudan; South Sudan; Südsudan
ST STP; Sao Tome ve Principe; São Tomé & Príncipe; São Tomé and Príncipe; São Tomé und Príncipe
SV SLV; El Salvador
SX SXM; Sint Maarten
SY SYR; Suriye; Syria; Syrien
SZ SZW; Esvatini; Eswatini; Swaziland
TA TAA; Tristan da Cunha
TC TCA; Turks ve Caicos Adaları; Turks & Caicos Islands; Turks and Caicos Islands; Turks- und Caicosinseln
TD TCD; Çad; Chad; Tschad
TG TGO; Togo
TH THA; Tayland; Thailand
TJ TJK; Tacikistan; Tajikistan; Tadschikistan
TK TKL; Tokelau
TL TLS; Timor-Leste; Doğu Timor
TM TKM; Türkmenistan
TN TUN; Tunus; Tunisia; Tunesien
TO TON; Tonga
TR TUR; Türkiye; Türkei; Turkey; KKTC; T.C.; Turquie; Turchia; Türkiye Cumhuriyeti
TT TTO; Trinidad ve Tobago; Trinidad & Tobago; Trinidad and Tobago; Trinidad und Tobago
TV TUV; Tuvalu
TW TWN; Tayvan; Taiwan
TZ TZA; Tanzanya; Tanzania; Tansania
UA UKR; Ukrayna; Ukraine
UG UGA; Uganda
US USA; Amerika Birleşik Devletleri; United States; Vereinigte Staaten; ABD; United States of America; Amerika
UY URY; Uruguay
UZ UZB; Özbekistan; Uzbekistan; Usbekistan
VA VAT; Vatikan; Vatican City; Vatikanstadt; Vatican
VC VCT; Saint Vincent ve Grenadinler; St. Vincent and Grenadines; St. Vincent und die Grenadinen
VE VEN; Venezuela
VG VGB; Britanya Virjin Adaları; British Virgin Islands; Britische Jungferninseln
VI VIR; ABD Virjin Adaları; U.S. Virgin Islands; Amerikanische Jungferninseln
VN VNM; Vietnam
VU VTU; Vanuatu
WF WLF; Wallis ve Futuna; Wallis & Futuna; Wallis and Futuna; Wallis und Futuna
WS WSM; Samoa
XK XKK; Kosova; Kosovo
YE YEM; Yemen; Jemen
YT MYT; Mayotte
ZA ZAF; Güney Afrika; South Africa; Südafrika
ZM ZMB; Zambiya; Zambia; Sambia
ZW ZWE; Zimbabve; Zimbabwe; Simbabwe
"""


@cache
def by_name() -> dict[str, str]:
    """Return the two letters of each country by its folded names and codes."""
    found: dict[str, str] = {}
    for line in _NAMES.splitlines():
        code, names = line[:2], line[3:].split("; ")
        found |= dict.fromkeys(map(fold, (code, *names)), code)
    return found
