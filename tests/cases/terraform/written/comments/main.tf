# Licence of the whole file.

##########
# The shop
##########

# The API of the shop.
# Owned by team orders.
resource "aws_apigatewayv2_api" "shop" {
  name          = "shop" # shown in the console
  protocol_type = "HTTP"

  cors_configuration {
    # All of our own pages.
    allow_origins = ["https://shop.example.com"]
    max_age       = 300 // five minutes
    # No credentials.
  }
  # Nothing else.
}

# Listing, see ADR 12.
resource "aws_apigatewayv2_route" "list" {
  api_id    = aws_apigatewayv2_api.shop.id
  route_key = "GET /orders"
  # cached by the client
  target = "integrations/${aws_apigatewayv2_integration.list.id}"
}

/* The function
   behind */
resource "aws_apigatewayv2_integration" "list" {
  api_id                 = aws_apigatewayv2_api.shop.id
  integration_type       = "AWS_PROXY"
  integration_uri        = "arn:aws:lambda:eu-west-1:123456789012:function:orders"
  payload_format_version = "2.0"
}

# Each of the backends.
resource "aws_apigatewayv2_integration" "backend" {
  for_each         = toset(["a", "b", "c", "d"])
  api_id           = aws_apigatewayv2_api.shop.id
  integration_type = "HTTP_PROXY"
  # Only over the private network.
  integration_uri        = "https://${each.key}.example.com"
  integration_method     = "ANY"
  payload_format_version = "1.0"
}

resource "aws_apigatewayv2_route" "backend" {
  for_each  = toset(["a", "b", "c", "d"])
  api_id    = aws_apigatewayv2_api.shop.id
  route_key = "GET /${each.key}"
  target    = "integrations/${aws_apigatewayv2_integration.backend[each.key].id}"
}
