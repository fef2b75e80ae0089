// Says that the page stands, as every page of skykeep does.
window.skykeepReady = true;
