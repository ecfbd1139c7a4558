import "../styles/graphiql.css";

// The entry stays empty but for this, so that no chunk imports an entry: the site may serve an entry
// under a second, hashed name, and a module with two names would run twice.
const place = document.getElementById("graphiql");
if (place) void import("./graphiql/mount").then(({ mount }) => mount(place));
