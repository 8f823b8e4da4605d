/**
 * The variables that Postman fills with another value at each use: https://learning.postman.com/docs/tests-and-scripts/write-scripts/variables-list/
 */

/** Without the `$random` before each. */
const RANDOM = (
  'Int PhoneNumber PhoneNumberExt Locale Words FilePath DirectoryPath City StreetName StreetAddress ' +
  'Country CountryCode Latitude Longitude Color Department ProductName ProductAdjective ProductMaterial ' +
  'Product CompanyName CompanySuffix CatchPhrase Bs CatchPhraseAdjective CatchPhraseDescriptor ' +
  'CatchPhraseNoun BsAdjective BsBuzz BsNoun DatabaseColumn DatabaseType DatabaseCollation ' +
  'DatabaseEngine DatePast DateFuture DateRecent Month Weekday BankAccount BankAccountName ' +
  'CreditCardMask Price TransactionType CurrencyCode CurrencyName CurrencySymbol Bitcoin ' +
  'BankAccountIban BankAccountBic Abbreviation Adjective Noun Verb Ingverb Phrase AvatarImage ImageUrl ' +
  'AbstractImage AnimalsImage BusinessImage CatsImage CityImage FoodImage NightlifeImage FashionImage ' +
  'PeopleImage NatureImage SportsImage TransportImage ImageDataUri Email ExampleEmail UserName Protocol ' +
  'Url DomainName DomainSuffix DomainWord IP IPV6 UserAgent HexColor MACAddress Password LoremWord ' +
  'LoremWords LoremSentence LoremSlug LoremSentences LoremParagraph LoremParagraphs LoremText ' +
  'LoremLines FirstName LastName FullName JobTitle NamePrefix NameSuffix JobDescriptor JobArea JobType ' +
  'UUID Boolean Word AlphaNumeric FileName CommonFileName MimeType CommonFileType CommonFileExt ' +
  'FileType FileExt Semver'
).split(' ');

/** `$guid`, `$timestamp`, `$randomEmail` … */
export const dynamicVariables: readonly string[] = [
  '$guid',
  '$timestamp',
  '$isoTimestamp',
  ...RANDOM.map((name) => `$random${name}`),
];
