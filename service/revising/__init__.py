"""What a leader changed in Word, found place by place, and taken into the draft where that is wanted."""
