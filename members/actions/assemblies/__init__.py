"""What is done about an assembly: it is prepared, convened, answered, held, or called off."""
