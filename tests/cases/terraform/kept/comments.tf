# Above
  // also above
/* and
     this */
resource "aws_sns_topic" "t" { # behind the brace
  name = "t" # name
   display_name = "topic"   // a longer one
  # alone
       fifo_topic = true
       kms_master_key_id = aws_kms_key.k.arn   /* between */
  tags = { # open
    a = "b"     # a
    cde = "f" # c
    } # closed

  #last


  delivery_policy = "x" # one
  policy="y"
  # between
  signature_version = 2 # two
}

resource aws_sns_topic bare { name = "bare" }

variable "v" { type = "string" }

variable "l" {
  type = "list"
  default = []   # none
}

variable "m" {
  description="m"
  type = map
}

variable "o" {
  type = object({
    a = string
    bcd = optional( number , 3 )
    e = list( object( { f = string } ) )
  })
  validation {
    condition = (length(var.o.a)>0&&
      var.o.bcd!=3
    )
    error_message = "No"
  }
}

output "used" {
  value = [var.v,var.l,var.m,var.o]
}
