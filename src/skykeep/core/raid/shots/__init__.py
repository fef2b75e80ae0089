"""The shots that fire units have: launchers, their rounds, salvos, and where the radar must face."""
